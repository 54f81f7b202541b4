using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing.Contracts.Platforms;

namespace Archon.Bots.Discord.Tests;

/// <summary>The adapter's reception, from its begin to its end.</summary>
internal sealed class Reception : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task _receiving = Task.CompletedTask;

    public RecordedInbox Inbox { get; } = new();

    public static Reception Begin(DiscordRig rig)
    {
        var reception = new Reception();
        reception._receiving = rig.Get<IChatPlatform>().ReceiveAsync(reception.Inbox, reception._stop.Token);
        return reception;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }
}
