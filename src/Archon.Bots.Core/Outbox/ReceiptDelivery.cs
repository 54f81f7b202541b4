using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Shows a receipt as a reaction. Best effort: it may be repeated, and nothing waits for it.</summary>
internal sealed class ReceiptDelivery(
    IOutboxStore store,
    DeliveryPace pace,
    Backoff backoff,
    PathTelemetry telemetry,
    ILogger<ReceiptDelivery> logger
)
{
    public async Task<RowTry> DeliverAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken)
    {
        if (!platform.Limits.HasReactions)
        {
            return await BuryAsync(row, "the platform has no reactions", cancellationToken);
        }

        if (pace.Ask(platform, row.Conversation, CallPriority.Reaction) is { MayCall: false } answer)
        {
            return new RowTry(HoldsBack: false, await pace.PutOffAsync(row, answer, cancellationToken));
        }

        var step = telemetry.Start();
        try
        {
            await platform.DeliverAsync(row.Showing(body: null), cancellationToken);
            await store.DeliveredAsync(row.Id, row.Revision, CancellationToken.None);
            backoff.Clear(row.Id);
            telemetry.Delivered(step, row, DeliveryEnd.Done);
            return RowTry.Done;
        }
        catch (PlatformThrottledException exception)
        {
            telemetry.Delivered(step, row, DeliveryEnd.Throttled);
            return new RowTry(HoldsBack: false, await pace.ThrottledAsync(platform, row, exception, cancellationToken));
        }
        catch (PlatformOutcomeUnknownException exception)
        {
            var delay = backoff.Next(row.Id);
            logger.OutcomeUnknown(row.Id, row.Conversation, exception.Message, delay);
            telemetry.Delivered(step, row, DeliveryEnd.Unknown);
            await pace.RetryAsync(row, delay, cancellationToken);
            return RowTry.Done;
        }
        catch (PlatformRejectedException exception)
        {
            telemetry.Delivered(step, row, DeliveryEnd.Rejected);
            return await BuryAsync(row, exception.Message, cancellationToken);
        }
    }

    private async Task<RowTry> BuryAsync(OutboxRow row, string reason, CancellationToken cancellationToken)
    {
        logger.ReceiptBuried(row.Id, row.Conversation, reason);
        backoff.Clear(row.Id);
        await store.BuryAsync(row.Id, reason, cancellationToken);
        return RowTry.Done;
    }
}
