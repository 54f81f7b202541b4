using System.Collections.Immutable;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Conversations;

/// <summary>
/// Room 4's gathering of what was said in a thread before a turn's message: before the bot was there, as the platform has it; from then on,
/// as it came in and was said to nobody.
/// </summary>
internal sealed class ThreadGathering(PlatformDirectory platforms, Access access, TimeProvider time, ILogger<ThreadGathering> logger)
{
    /// <summary>Unit: lines, the newest.</summary>
    private const int Most = 50;

    /// <summary>A thread that is slow to be read holds nobody up longer.</summary>
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(5);

    /// <summary>The turn with what its agent has not seen. Nothing is read for who is refused.</summary>
    public async Task<Turn> GatherAsync(Turn turn, CancellationToken stopToken, CancellationToken killToken)
    {
        if (access.RefusedBy(turn.Conversation.Platform, turn.Message.Author) is not null)
        {
            return turn;
        }

        var lines = turn.IsFirst ? await ReadAsync(turn, stopToken, killToken) : turn.Overheard;
        return lines.IsEmpty ? turn : turn with { Message = turn.Message with { Earlier = [.. lines.Select(line => Judge(turn, line))] } };
    }

    private EarlierLine Judge(Turn turn, ThreadLine line) =>
        new(line.Author.DisplayName, access.RefusedBy(turn.Conversation.Platform, line.Author) is null, line.Text);

    private async Task<ImmutableArray<ThreadLine>> ReadAsync(Turn turn, CancellationToken stopToken, CancellationToken killToken)
    {
        using var limit = new CancellationTokenSource(_within, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopToken, killToken);
        try
        {
            return await platforms.Of(turn.Conversation).ReadAsync(turn.Conversation, turn.Message.OrderKey, Most, any.Token);
        }
        catch (Exception exception)
            when (exception
                    is PlatformThrottledException
                        or PlatformRejectedException
                        or PlatformOutcomeUnknownException
                        or OperationCanceledException
                && !killToken.IsCancellationRequested
            )
        {
            logger.ThreadNotRead(turn.Id, exception.Message);
            return [];
        }
    }
}
