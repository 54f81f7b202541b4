using System.Collections.Concurrent;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Makes one platform message equal its row: post, edit or delete.</summary>
internal sealed class RowDelivery(IOutboxStore store, DeliveryPauses pauses, TimeProvider time, ILogger<RowDelivery> logger)
{
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<Guid, int> _failures = new();

    /// <returns>False: not now; the row is put off and those behind it wait.</returns>
    public async Task<bool> DeliverAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            var delivery = (row.Wish, row.PlatformMessageId) switch
            {
                (Wish.Absent, null) => store.DeliveredAsync(row.Id, row.Revision, cancellationToken),
                (Wish.Present, null) => PostAsync(platform, row, cancellationToken),
                _ => EditAsync(platform, row, cancellationToken),
            };
            await delivery;
            _failures.TryRemove(row.Id, out _);
            logger.Delivered(row.Id, row.Slot);
            return true;
        }
        catch (PlatformThrottledException exception)
        {
            logger.Throttled(row.Id, row.Conversation, exception.RetryAfter);
            pauses.Pause(row.Conversation, exception.RetryAfter);
            await store.PostponeAsync(row.Id, time.GetUtcNow() + exception.RetryAfter, cancellationToken);
            return false;
        }
        catch (PlatformOutcomeUnknownException exception)
        {
            var delay = Backoff(_failures.AddOrUpdate(row.Id, 1, (_, count) => count + 1));
            logger.OutcomeUnknown(row.Id, row.Conversation, exception.Message, delay);
            if (row.PlatformMessageId is not null)
            {
                pauses.EditLost(row.Id);
            }

            await store.PostponeAsync(row.Id, time.GetUtcNow() + delay, cancellationToken);
            return false;
        }
        catch (PlatformMessageGoneException) when (row is { Wish: Wish.Present, DeliveredRevision: 0 })
        {
            // Its reader deleted what stood in for the answer, and has not seen the answer.
            await store.ForgetAsync(row.Id, cancellationToken);
            return await DeliverAsync(platform, row with { PlatformMessageId = null, AttemptingSince = null }, cancellationToken);
        }
        catch (PlatformRejectedException exception)
        {
            logger.Buried(row.Id, row.Conversation, exception.Message);
            await store.BuryAsync(row.Id, exception.Message, cancellationToken);
            return true;
        }
    }

    private async Task PostAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken)
    {
        if (
            row.AttemptingSince is not null
            && await platform.FindAsync(Message(row, row.Body), cancellationToken) is FindResult.Found(var found)
        )
        {
            await store.PostedAsync(row.Id, found, row.DeliveredRevision, cancellationToken);
            await EditAsync(platform, row with { PlatformMessageId = found }, cancellationToken);
            return;
        }

        // A control's answer or a notice may be repeated without harm, a turn's may not (docs/life-of-a-message.md, room 8).
        var isWhole = platform.Limits.CanFindPosts || row.Source != OutboxSource.Turn;
        var body = isWhole || row.Body is null ? row.Body : new ReplyBody(Stump.Of(row.Body.Markdown));
        await store.AttemptAsync(row.Id, time.GetUtcNow(), cancellationToken);
        var id = await platform.DeliverAsync(Message(row, body), cancellationToken);
        await store.PostedAsync(row.Id, id, isWhole ? row.Revision : 0, cancellationToken);
        if (!isWhole)
        {
            await EditAsync(platform, row with { PlatformMessageId = id }, cancellationToken);
        }
    }

    /// <summary>
    /// An edit whose answer was lost may still arrive, after the final one: then the final one is sent once more (the platform's "not
    /// modified" is a success).
    /// </summary>
    private async Task EditAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken)
    {
        await platform.DeliverAsync(Message(row, row.Body), cancellationToken);
        if (row.Wish == Wish.Absent)
        {
            // The row may be wished for again, as the line of what waits is: then it is a new message.
            await store.ForgetAsync(row.Id, cancellationToken);
        }

        if (pauses.TakeEditLost(row.Id))
        {
            await store.PostponeAsync(row.Id, time.GetUtcNow() + DeliveryPauses.OnceMoreAfter, cancellationToken);
        }
        else
        {
            await store.DeliveredAsync(row.Id, row.Revision, cancellationToken);
        }
    }

    private static OutboundMessage Message(OutboxRow row, ReplyBody? body) =>
        new()
        {
            Id = row.Id,
            Conversation = row.Conversation,
            Slot = row.Slot,
            Revision = row.Revision,
            Wish = row.Wish,
            Body = body,
            PlatformMessageId = row.PlatformMessageId,
        };

    /// <summary>1, 2, 4 … 30 s.</summary>
    private static TimeSpan Backoff(int failures)
    {
        var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(failures, 10) - 1));
        return pause < _longestPause ? pause : _longestPause;
    }
}
