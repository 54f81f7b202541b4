using System.Runtime.CompilerServices;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Shows running replies at the platform's pace: typing, and drafts or else edits of posts whose rows are written first.</summary>
internal sealed class PreviewDelivery(
    IOutboxStore store,
    DeliveryPace pace,
    LostEdits lostEdits,
    TypingDelivery typing,
    DraftDelivery drafts,
    TimeProvider time,
    ILogger<PreviewDelivery> logger
)
{
    private readonly ConditionalWeakTable<Reply, Shown> _shown = [];

    /// <param name="mayPost">False: something older still has to be said in this conversation.</param>
    /// <returns>When to look again at the latest.</returns>
    public async Task<TimeSpan> ShowAsync(IChatPlatform platform, Reply reply, bool mayPost, CancellationToken cancellationToken)
    {
        await typing.ShowAsync(platform, reply, cancellationToken);
        if (!mayPost || platform.Limits.Mode == ReplyMode.Batch)
        {
            return platform.Limits.EditInterval;
        }

        if (drafts.IntervalOf(platform, reply) is { } interval)
        {
            await drafts.ShowAsync(platform, reply, interval, cancellationToken);
            return interval;
        }

        await ShowPostsAsync(platform, reply, _shown.GetOrCreateValue(reply), cancellationToken);
        return platform.Limits.EditInterval;
    }

    private async Task ShowPostsAsync(IChatPlatform platform, Reply reply, Shown shown, CancellationToken cancellationToken)
    {
        try
        {
            await ShowPartsAsync(platform, reply, shown, cancellationToken);
        }
        catch (PlatformThrottledException exception) when (shown.Calling is { } row)
        {
            await pace.ThrottledAsync(platform, row, exception, cancellationToken);
        }
        catch (PlatformOutcomeUnknownException exception)
        {
            if (shown.Calling is { PlatformMessageId: not null } row)
            {
                lostEdits.Lose(row.Id);
            }

            logger.OutcomeUnknown(reply.Fence.Turn, reply.Conversation, exception.Message, platform.Limits.EditInterval);
        }
        catch (PlatformRejectedException)
        {
            // A preview is worth no more than this try; the final body meets the same refusal and reports it.
            shown.IsRefused = true;
        }
        catch (OwnershipLostException)
        {
            shown.IsRefused = true;
        }
    }

    private async Task ShowPartsAsync(IChatPlatform platform, Reply reply, Shown shown, CancellationToken cancellationToken)
    {
        if (shown.IsRefused || (shown.LastShown is { } last && time.GetElapsedTime(last) < platform.Limits.EditInterval))
        {
            return;
        }

        var parts = reply.Preview();
        for (var slot = 0; slot < parts.Length; slot++)
        {
            if (shown.Parts.Count == slot)
            {
                var row = await store.PreviewAsync(reply.Fence, slot, cancellationToken);
                if (row.Final)
                {
                    return;
                }

                shown.Parts.Add(new ShownPart(row, Body: null));
            }

            if (!await ShowPartAsync(platform, shown, slot, parts[slot], cancellationToken))
            {
                return;
            }
        }

        shown.LastShown = time.GetTimestamp();
    }

    /// <returns>False: there is no room for it now.</returns>
    private async Task<bool> ShowPartAsync(
        IChatPlatform platform,
        Shown shown,
        int slot,
        ReplyBody body,
        CancellationToken cancellationToken
    )
    {
        var (row, now) = shown.Parts[slot];
        var isPosted = row.PlatformMessageId is not null;
        if (isPosted && now is not null && now.Markdown == body.Markdown && now.Buttons.SequenceEqual(body.Buttons))
        {
            return true;
        }

        if (!pace.Ask(platform, row.Conversation, CallPriority.Progress).MayCall)
        {
            return false;
        }

        shown.Calling = row;
        if (isPosted)
        {
            await platform.DeliverAsync(row.Showing(body), cancellationToken);
            shown.Parts[slot] = new ShownPart(row, body);
        }
        else
        {
            var stump = body with { Markdown = Stump.Placeholder };
            await store.AttemptAsync(row.Id, time.GetUtcNow(), cancellationToken);
            var id = await platform.DeliverAsync(row.Showing(stump), cancellationToken);
            await store.PostedAsync(row.Id, id, revision: 0, cancellationToken);
            shown.Parts[slot] = new ShownPart(row with { PlatformMessageId = id }, stump);
        }

        return true;
    }

    private sealed record ShownPart(OutboxRow Row, ReplyBody? Body);

    /// <summary>What the reader sees of one running reply; used by its conversation's one drain alone.</summary>
    private sealed class Shown
    {
        public List<ShownPart> Parts { get; } = [];

        public long? LastShown { get; set; }

        /// <summary>The row of the newest call.</summary>
        public OutboxRow? Calling { get; set; }

        public bool IsRefused { get; set; }
    }
}
