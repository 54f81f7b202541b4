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
            var receipts = new ReceiptLane(rows, platform, cancellationToken);
            try
            {
                await DrainAsync(platform, key, receipts, wake, cancellationToken);
            }
            finally
            {
                await receipts.ClosedAsync();
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

    private async Task DrainAsync(
        IChatPlatform platform,
        ConversationKey key,
        ReceiptLane receipts,
        KeyedWake wake,
        CancellationToken cancellationToken
    )
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            wake.Clear();
            var open = await store.OpenAsync(key, cancellationToken);
            receipts.Offer([.. open.Where(row => row.Receipt is not null && IsDue(row))]);
            var said = await DeliverMessagesAsync(platform, open, cancellationToken);
            var pause = said.Wait;
            if (previews.Find(key) is { } reply)
            {
                if (await running.ShowAsync(platform, reply, mayPost: !said.HoldsBack, cancellationToken) is not { } next)
                {
                    previews.Close(reply);
                    return;
                }

                pause = Sooner(pause, next);
            }

            if (pause is null && await receipts.EndedAsync(wake))
            {
                continue;
            }

            if (Sooner(pause, receipts.Wait) is not { } wait)
            {
                return;
            }

            await wake.WaitAsync(wait, time, cancellationToken);
        }
    }

    private bool IsDue(OutboxRow row) => !(row.NextAttempt > time.GetUtcNow());

    /// <summary>A row that cannot go now holds back those behind it: the order of a conversation is worth more than speed.</summary>
    private async Task<RowTry> DeliverMessagesAsync(
        IChatPlatform platform,
        IReadOnlyList<OutboxRow> open,
        CancellationToken cancellationToken
    )
    {
        var all = RowTry.Done;
        foreach (var row in open.Where(row => row.Receipt is null))
        {
            if (all.HoldsBack)
            {
                break;
            }

            var tried = IsDue(row)
                ? await rows.DeliverAsync(platform, row, cancellationToken)
                : new RowTry(rows.HoldsBack(row), Wait: null);
            all = new RowTry(all.HoldsBack || tried.HoldsBack, Sooner(all.Wait, tried.Wait));
        }

        return all;
    }

    private static TimeSpan? Sooner(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;
}
