using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Makes one platform message equal its row: post, edit or delete.</summary>
internal sealed class RowDelivery(
    IOutboxStore store,
    DeliveryPace pace,
    Backoff backoff,
    LostEdits lostEdits,
    ReceiptDelivery receipts,
    PathTelemetry telemetry,
    ILogger<RowDelivery> logger
)
{
    /// <summary>Whether what was written later waits for this row: not for progress, nor for an edit that is only sent once more.</summary>
    public bool HoldsBack(OutboxRow row) => row.Receipt is null && !IsProgress(row) && !lostEdits.HasArrived(row);

    public Task<RowTry> DeliverAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken) =>
        row.Receipt is null
            ? DeliverMessageAsync(platform, row, isAnew: false, cancellationToken)
            : receipts.DeliverAsync(platform, row, cancellationToken);

    /// <param name="isAnew">Whether the message that the row had was gone, and this is its second.</param>
    private async Task<RowTry> DeliverMessageAsync(IChatPlatform platform, OutboxRow row, bool isAnew, CancellationToken cancellationToken)
    {
        var step = telemetry.Start();
        try
        {
            var answer = await MakeEqualAsync(platform, row, step, cancellationToken);
            if (!answer.MayCall)
            {
                return new RowTry(HoldsBack(row), await pace.PutOffAsync(row, answer, cancellationToken));
            }

            backoff.Clear(row.Id);
            logger.Delivered(row.Id, row.Slot);
            telemetry.Delivered(step, row, DeliveryEnd.Done);
            return RowTry.Done;
        }
        catch (PlatformThrottledException exception)
        {
            telemetry.Delivered(step, row, DeliveryEnd.Throttled);
            return new RowTry(HoldsBack(row), await pace.ThrottledAsync(platform, row, exception, cancellationToken));
        }
        catch (PlatformOutcomeUnknownException exception)
        {
            telemetry.Delivered(step, row, DeliveryEnd.Unknown);
            return await AgainLaterAsync(row, exception.Message, cancellationToken);
        }
        catch (PlatformMessageGoneException) when (MayStayAway(row))
        {
            await store.ForgetAsync(row.Id, cancellationToken);
            await store.DeliveredAsync(row.Id, row.Revision, cancellationToken);
            return RowTry.Done;
        }
        catch (PlatformMessageGoneException) when (row.Wish == Wish.Present && !isAnew)
        {
            // Its reader deleted it, or what stood in for it, and has not seen what it says now.
            await store.ForgetAsync(row.Id, cancellationToken);
            var anew = row with { PlatformMessageId = null, AttemptingSince = null };
            return await DeliverMessageAsync(platform, anew, isAnew: true, cancellationToken);
        }
        catch (PlatformRejectedException exception)
        {
            logger.Buried(row.Id, row.Conversation, exception.Message);
            telemetry.Delivered(step, row, DeliveryEnd.Rejected);
            backoff.Clear(row.Id);
            lostEdits.Forget(row.Id);
            await store.BuryAsync(row.Id, exception.Message, cancellationToken);
            return RowTry.Done;
        }
    }

    /// <returns>The governor's word on the call that could not be made; everything was done if it was <see cref="PaceAnswer.Now"/>.</returns>
    private async Task<PaceAnswer> MakeEqualAsync(IChatPlatform platform, OutboxRow row, Step step, CancellationToken cancellationToken)
    {
        if (row is { Wish: Wish.Absent, PlatformMessageId: null })
        {
            await store.DeliveredAsync(row.Id, row.Revision, cancellationToken);
            return PaceAnswer.Now;
        }

        var priority = PriorityOf(row);
        if (row.PlatformMessageId is null)
        {
            if (await FindAsync(platform, row, cancellationToken) is { } found)
            {
                row = row with { PlatformMessageId = found };
            }
            else if (pace.Ask(platform, row.Conversation, priority) is { MayCall: false } noPost)
            {
                return noPost;
            }
            else if (await PostAsync(platform, row, step, cancellationToken) is { } stump)
            {
                row = row with { PlatformMessageId = stump };
            }
            else
            {
                return PaceAnswer.Now;
            }
        }

        if (pace.Ask(platform, row.Conversation, priority, isEdit: true) is { MayCall: false } noEdit)
        {
            return noEdit;
        }

        await EditAsync(platform, row, cancellationToken);
        return PaceAnswer.Now;
    }

    /// <summary>What the agent said stays as it is; what we say ourselves names commands as they are typed there.</summary>
    private static ReplyBody? BodyOn(IChatPlatform platform, OutboxRow row) =>
        row.Body is null || row.Source is OutboxSource.Turn or OutboxSource.Answer
            ? row.Body
            : row.Body with
            {
                Markdown = CommandSign.In(row.Body.Markdown, platform.Limits.CommandSign),
            };

    /// <returns>The message's id, stored; null: there is none yet.</returns>
    private async Task<string?> FindAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken)
    {
        if (
            row.AttemptingSince is null
            || await platform.FindAsync(row.Showing(BodyOn(platform, row)), cancellationToken) is not FindResult.Found(var found)
        )
        {
            return null;
        }

        await store.PostedAsync(row.Id, found, row.DeliveredRevision, cancellationToken);
        return found;
    }

    /// <returns>The id of a stump that an edit is to complete; null: it was posted whole.</returns>
    private async Task<string?> PostAsync(IChatPlatform platform, OutboxRow row, Step step, CancellationToken cancellationToken)
    {
        // A control's answer or a notice may be repeated without harm, a turn's may not (docs/life-of-a-message.md, room 8).
        var isWhole = platform.Limits.CanFindPosts || row.Source is not (OutboxSource.Turn or OutboxSource.Answer);
        var body = isWhole || row.Body is null ? BodyOn(platform, row) : new ReplyBody(Stump.Of(row.Body));
        await store.AttemptAsync(row.Id, step.StartedAt, cancellationToken);
        var id = await platform.DeliverAsync(row.Showing(body), cancellationToken);
        await store.PostedAsync(row.Id, id, isWhole ? row.Revision : 0, CancellationToken.None);
        return isWhole ? null : id;
    }

    private async Task EditAsync(IChatPlatform platform, OutboxRow row, CancellationToken cancellationToken)
    {
        var id = await platform.DeliverAsync(row.Showing(BodyOn(platform, row)), cancellationToken);

        // A call that was made is written down, also while the server ends.
        if (row.Wish == Wish.Absent)
        {
            // The row may be wished for again, as the line of what waits is: then it is a new message.
            await store.ForgetAsync(row.Id, CancellationToken.None);
        }
        else if (id != row.PlatformMessageId)
        {
            // What could not be edited into shape was posted anew.
            await store.PostedAsync(row.Id, id, row.DeliveredRevision, CancellationToken.None);
        }

        if (lostEdits.Arrive(row) is { } onceMore)
        {
            await store.PostponeAsync(row, onceMore, throttled: null, CancellationToken.None);
        }
        else
        {
            await store.DeliveredAsync(row.Id, row.Revision, CancellationToken.None);
        }
    }

    private async Task<RowTry> AgainLaterAsync(OutboxRow row, string reason, CancellationToken cancellationToken)
    {
        var delay = backoff.Next(row.Id);
        logger.OutcomeUnknown(row.Id, row.Conversation, reason, delay);
        if (row.PlatformMessageId is not null)
        {
            lostEdits.Lose(row.Id);
        }

        await pace.RetryAsync(row, delay, cancellationToken);
        return new RowTry(HoldsBack(row), Wait: null);
    }

    /// <summary>The one line that a long turn's progress shrank to, whose answer is elsewhere; and the line of what waits.</summary>
    private static bool MayStayAway(OutboxRow row) => IsProgress(row);

    /// <summary>A line that tells of what does not wait any more is wrong, and goes like an answer comes.</summary>
    private static CallPriority PriorityOf(OutboxRow row) =>
        row is { Source: OutboxSource.Queue, Wish: Wish.Absent } ? CallPriority.Final
        : IsProgress(row) ? CallPriority.Progress
        : row.Source == OutboxSource.Question ? CallPriority.Question
        : CallPriority.Final;

    /// <summary>The line that tells what waits, and what is left of a preview whose answer is elsewhere.</summary>
    private static bool IsProgress(OutboxRow row) =>
        row.Source == OutboxSource.Queue || (row.Source == OutboxSource.Turn && (row.Wish == Wish.Absent || row.DeliveredRevision > 0));
}
