using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Inbound;

/// <summary>Room 1 from end to end: who we are, the sockets, what they bring, and what was missed.</summary>
internal sealed class SlackSession(SlackSockets sockets, SlackReception reception, SlackGap gap, SlackDirectory directory)
{
    /// <exception cref="PlatformRejectedException">Slack does not take one of the tokens.</exception>
    public async Task RunAsync(IInbox inbox, CancellationToken cancellationToken)
    {
        var keeping = Task.CompletedTask;
        try
        {
            var bot = await directory.IdentifyAsync(cancellationToken);
            keeping = gap.Skipped.KeepAsync(inbox, bot.User, cancellationToken);
            await sockets.RunAsync(reception.For(inbox, bot, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends.
        }
        finally
        {
            await gap.Reading.EndAsync();
            await keeping;
        }
    }
}
