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
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(_interval, exception);
            }

            await Task.Delay(_interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await controls.AnswerOpenAsync(cancellationToken);
        foreach (var conversation in await inbox.WaitingAsync(node.Identity.RunId, Batch, cancellationToken))
        {
            await scheduler.WakeAsync(conversation, cancellationToken);
        }
    }
}
