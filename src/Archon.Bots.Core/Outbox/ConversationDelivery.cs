using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Scheduling;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Delivers one conversation's rows in their order, and shows its running reply between them.</summary>
internal sealed class ConversationDelivery(
    IOutboxStore store,
    RowDelivery rows,
    PreviewDelivery running,
    PreviewStore previews,
    PlatformDirectory platforms,
    TimeProvider time,
    ILogger<ConversationDelivery> logger
)
{
    /// <summary>Returns when nothing is left to do now: rows that wait for their time are brought back by the sweep.</summary>
    public async Task DrainAsync(ConversationKey key, KeyedWake wake, CancellationToken cancellationToken)
    {
        if (platforms.Find(key) is not { } platform)
        {
            return;
        }

        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                wake.Clear();
                var said = await DeliverRowsAsync(platform, key, cancellationToken);
                var pause = said.Wait;
                if (previews.Find(key) is { } reply)
                {
                    pause = Sooner(pause, await running.ShowAsync(platform, reply, mayPost: !said.HoldsBack, cancellationToken));
                }

                if (pause is not { } wait)
                {
                    return;
                }

                await wake.WaitAsync(wait, time, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.PumpFailed(key, exception);
        }
        catch (OperationCanceledException)
        {
            // The server ends; the rows say what is left.
        }
    }

    /// <summary>
    /// A row that cannot go now holds back those behind it: the order of a conversation is worth more than speed. Receipts are in no order.
    /// </summary>
    private async Task<RowTry> DeliverRowsAsync(IChatPlatform platform, ConversationKey key, CancellationToken cancellationToken)
    {
        var all = RowTry.Done;
        foreach (var row in await store.OpenAsync(key, cancellationToken))
        {
            if (all.HoldsBack && row.Receipt is null)
            {
                continue;
            }

            var tried =
                row.NextAttempt > time.GetUtcNow()
                    ? new RowTry(rows.HoldsBack(row), Wait: null)
                    : await rows.DeliverAsync(platform, row, cancellationToken);
            all = new RowTry(all.HoldsBack || tried.HoldsBack, Sooner(all.Wait, tried.Wait));
        }

        return all;
    }

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
