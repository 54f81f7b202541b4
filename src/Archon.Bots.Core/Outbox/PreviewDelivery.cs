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
    /// <returns>When to look again at the latest; null: its reader sees the last of an interrupted reply, or never will.</returns>
    public async Task<TimeSpan?> ShowAsync(IChatPlatform platform, Reply reply, bool mayPost, CancellationToken cancellationToken)
    {
        // Beside the post, which the reader waits for.
        var typed = reply.IsInterrupted ? Task.CompletedTask : typing.ShowAsync(platform, reply, cancellationToken);
        var next = await ShowReplyAsync(platform, reply, mayPost, cancellationToken);
        await typed;
        return next;
    }

    private async Task<TimeSpan?> ShowReplyAsync(IChatPlatform platform, Reply reply, bool mayPost, CancellationToken cancellationToken)
    {
        var isLast = reply.IsInterrupted;
        if (platform.Limits.Mode == ReplyMode.Batch)
        {
            return isLast ? null : platform.Limits.EditInterval;
        }

        if (!mayPost)
        {
            return platform.Limits.EditInterval;
        }

        if (drafts.IntervalOf(platform, reply) is { } interval)
        {
            await drafts.ShowAsync(platform, reply, interval, cancellationToken);
            return isLast ? null : interval;
        }

        var isShown = await ShowPostsAsync(platform, reply, _shown.GetOrCreateValue(reply), cancellationToken);
        return isShown && isLast ? null : platform.Limits.EditInterval;
    }

    /// <returns>Whether the reader sees all of it, or never will.</returns>
    private async Task<bool> ShowPostsAsync(IChatPlatform platform, Reply reply, Shown shown, CancellationToken cancellationToken)
    {
        try
        {
            return await ShowPartsAsync(platform, reply, shown, cancellationToken);
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

        return shown.IsRefused;
    }

    /// <returns>Whether the reader sees all of it, or never will.</returns>
    private async Task<bool> ShowPartsAsync(IChatPlatform platform, Reply reply, Shown shown, CancellationToken cancellationToken)
    {
        if (shown.IsRefused)
        {
            return true;
        }

        if (shown.LastShown is { } last && time.GetElapsedTime(last) < platform.Limits.EditInterval)
        {
            return false;
        }

        var parts = reply.Preview();
        for (var slot = 0; slot < parts.Length; slot++)
        {
            if (shown.Parts.Count == slot)
            {
                var row = await store.PreviewAsync(reply.Fence, slot, cancellationToken);
                if (row.Final)
                {
                    return true;
                }

                shown.Parts.Add(new ShownPart(row, Body: null));
            }

            if (!await ShowPartAsync(platform, reply, shown, slot, parts[slot], cancellationToken))
            {
                return false;
            }
        }

        shown.LastShown = time.GetTimestamp();
        return parts.Zip(shown.Parts).All(part => Equal(part.First, part.Second.Body));
    }

    /// <returns>False: there is no room for it now.</returns>
    private async Task<bool> ShowPartAsync(
        IChatPlatform platform,
        Reply reply,
        Shown shown,
        int slot,
        ReplyBody body,
        CancellationToken cancellationToken
    )
    {
        var (row, seen) = shown.Parts[slot];
        var isPosted = row.PlatformMessageId is not null;
        if (isPosted && Equal(body, seen))
        {
            return true;
        }

        if (!pace.Ask(platform, row.Conversation, CallPriority.Progress, isPosted).MayCall)
        {
            return false;
        }

        shown.Calling = row;
        if (isPosted)
        {
            await platform.DeliverAsync(row.Showing(body) with { Recipient = reply.Recipient }, cancellationToken);
            shown.Parts[slot] = new ShownPart(row, body);
            return true;
        }

        var stump = body with { Markdown = Stump.Placeholder, Passing = Stump.Placeholder };
        var message = row.Showing(stump) with { Recipient = reply.Recipient };
        if (await FindLostAsync(platform, row, message, cancellationToken) is { } lost)
        {
            await store.PostedAsync(row.Id, lost, revision: 0, CancellationToken.None);
            shown.Parts[slot] = new ShownPart(row with { PlatformMessageId = lost }, Body: null);
            return true;
        }

        var now = time.GetUtcNow();
        await store.AttemptAsync(row.Id, now, cancellationToken);
        shown.Parts[slot] = new ShownPart(row with { AttemptingSince = now }, Body: null);
        var id = await platform.DeliverAsync(message, cancellationToken);
        await store.PostedAsync(row.Id, id, revision: 0, CancellationToken.None);
        shown.Parts[slot] = new ShownPart(row with { PlatformMessageId = id }, stump);
        return true;
    }

    /// <returns>The id of a post whose answer was lost; null: none was made, or it did not arrive, or nobody can tell.</returns>
    private static async Task<string?> FindLostAsync(
        IChatPlatform platform,
        OutboxRow row,
        OutboundMessage message,
        CancellationToken cancellationToken
    ) =>
        row.AttemptingSince is not null && await platform.FindAsync(message, cancellationToken) is FindResult.Found(var found)
            ? found
            : null;

    private static bool Equal(ReplyBody body, ReplyBody? now) =>
        now is not null && now.Markdown == body.Markdown && now.Buttons.SequenceEqual(body.Buttons);

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
