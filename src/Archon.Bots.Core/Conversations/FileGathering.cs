using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Conversations;

/// <summary>Room 4's gathering: fetches the files that came with a turn's message, before the turn runs.</summary>
internal sealed class FileGathering(
    PlatformDirectory platforms,
    ISentFiles files,
    Access access,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<FileGathering> logger
)
{
    /// <summary>For all files of a turn together.</summary>
    private static readonly TimeSpan _within = TimeSpan.FromSeconds(20);

    /// <summary>The turn with what came of its attachments. Nothing is fetched for who is refused.</summary>
    public async Task<Turn> GatherAsync(Turn turn, CancellationToken stopToken, CancellationToken killToken)
    {
        var attachments = turn.Message.Attachments;
        if (attachments.IsEmpty || access.RefusedBy(turn.Conversation.Platform, turn.Message.Author) is not null)
        {
            return turn;
        }

        using var limit = new CancellationTokenSource(_within, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopToken, killToken);
        var gathered = await Task.WhenAll(attachments.Select((file, at) => GatherAsync(turn, file, at + 1, any.Token)));
        killToken.ThrowIfCancellationRequested();
        return turn with { Message = turn.Message with { Files = [.. gathered] } };
    }

    private async Task<GatheredFile> GatherAsync(Turn turn, Attachment attachment, int number, CancellationToken cancellationToken)
    {
        var name = AttachmentText.Name(attachment);
        if (!attachment.IsReadable)
        {
            return new GatheredFile(name, null, $"I cannot read {AttachmentText.Plural(attachment.Kind)}");
        }

        var file = new SentFile(turn.Conversation, turn.Settings.Generation, turn.Id, number, FileContent.NameOf(attachment));
        string problem;
        try
        {
            return new GatheredFile(name, files.Find(file) ?? await FetchAsync(turn, attachment, file, cancellationToken), null);
        }
        catch (PlatformRejectedException exception)
        {
            problem = exception.Message;
        }
        catch (Exception exception) when (exception is PlatformOutcomeUnknownException or PlatformThrottledException)
        {
            problem = "it could not be fetched now; send it again";
        }
        catch (OperationCanceledException)
        {
            problem = $"it did not come within {_within.TotalSeconds:0} s; send it again";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.FileNotKept(exception);
            problem = "the server could not store it";
        }

        logger.FileNotGathered(attachment.Kind, turn.Id);
        return new GatheredFile(name, null, problem);
    }

    private async Task<string> FetchAsync(Turn turn, Attachment attachment, SentFile file, CancellationToken cancellationToken)
    {
        var megabytes = options.Value.MaxFileMegabytes;
        var limit = megabytes * 1024L * 1024L;
        if (attachment.Bytes > limit)
        {
            throw FileContent.TooLarge(limit);
        }

        var content = await platforms.Of(turn.Conversation).OpenAttachmentAsync(attachment, cancellationToken);
        await using var stream = content.Stream;
        return await files.KeepAsync(file, FileContent.ReadAsync(content, attachment, limit, cancellationToken), cancellationToken);
    }
}
