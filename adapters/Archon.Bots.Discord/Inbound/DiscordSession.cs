using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Gateway;
using Archon.Bots.Discord.Interactions;

namespace Archon.Bots.Discord.Inbound;

/// <summary>Room 1 from end to end: who we are, what we offer, the gateway, what it brings, and what was missed.</summary>
internal sealed class DiscordSession(
    DiscordGateway gateway,
    DiscordReception reception,
    CommandRegistration commands,
    DiscordGap gap,
    DiscordDirectory directory
)
{
    /// <exception cref="PlatformRejectedException">Discord does not let the bot in before somebody has changed something.</exception>
    public async Task RunAsync(IInbox inbox, CancellationToken cancellationToken)
    {
        var beside = Task.CompletedTask;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var bot = await directory.IdentifyAsync(cancellationToken);
            await gap.MarkAsync(inbox, bot, cancellationToken);
            beside = Task.WhenAll(commands.RunAsync(ended.Token), gap.Skipped.KeepAsync(inbox, bot.User, ended.Token));
            await gateway.RunAsync(reception.For(inbox, bot, ended.Token), bot.User, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends.
        }
        finally
        {
            await ended.CancelAsync();
            await gap.Reading.EndAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
