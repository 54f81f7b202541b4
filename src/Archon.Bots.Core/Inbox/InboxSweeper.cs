using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Inbox;

/// <summary>Wakes what a lost hint or a crash has left: conversations with work, and controls without an answer.</summary>
internal sealed class InboxSweeper(
    IInboxStore inbox,
    IConversationScheduler scheduler,
    Controls controls,
    Node node,
    TimeProvider time,
    ILogger<InboxSweeper> logger
) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(WakeAsync, stoppingToken);
            await TryAsync(AnswerAsync, stoppingToken);
            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>What fails is tried again at the next sweep, and keeps nothing else from its turn.</summary>
    private async Task TryAsync(Func<CancellationToken, Task> sweep, CancellationToken cancellationToken)
    {
        try
        {
            await sweep(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.SweepFailed(_interval, exception);
        }
        catch (OperationCanceledException)
        {
            // The server ends; the rows say what is left.
        }
    }

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        foreach (var control in await controls.OpenAsync(cancellationToken))
        {
            await TryAsync(token => controls.AnswerAsync(control, token), cancellationToken);
        }
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        foreach (var conversation in await inbox.WaitingAsync(node.Identity.RunId, Batch, cancellationToken))
        {
            await scheduler.WakeAsync(conversation, cancellationToken);
        }
    }
}
