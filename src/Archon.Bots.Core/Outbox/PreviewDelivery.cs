using System.Runtime.CompilerServices;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Shows running replies at the platform's pace: typing, and edits of posts whose rows are written first.</summary>
internal sealed class PreviewDelivery(IOutboxStore store, DeliveryPauses pauses, TimeProvider time, ILogger<PreviewDelivery> logger)
{
    private static readonly TimeSpan _typingMargin = TimeSpan.FromSeconds(1);
    private readonly ConditionalWeakTable<Reply, Shown> _shown = [];

    /// <param name="mayPost">False: something older still has to be said in this conversation.</param>
    /// <returns>When to look again at the latest; null: its reader sees the last of an interrupted reply, or never will.</returns>
    public async Task<TimeSpan?> ShowAsync(IChatPlatform platform, Reply reply, bool mayPost, CancellationToken cancellationToken)
    {
        var shown = _shown.GetOrCreateValue(reply);
        var isLast = reply.IsInterrupted;
        if (!isLast)
        {
            await ShowTypingAsync(platform, reply, shown, cancellationToken);
        }

        if (platform.Limits.Mode == ReplyMode.Batch)
        {
            return isLast ? null : platform.Limits.EditInterval;
        }

        if (!mayPost || pauses.Left(reply.Conversation) > TimeSpan.Zero)
        {
            return platform.Limits.EditInterval;
        }

        try
        {
            if (await ShowPartsAsync(platform, reply, shown, cancellationToken) && isLast)
            {
                return null;
            }
        }
        catch (PlatformThrottledException exception)
        {
            pauses.Pause(reply.Conversation, exception.RetryAfter);
        }
        catch (PlatformOutcomeUnknownException exception)
        {
            shown.EditMayArriveLate(pauses);
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

        return platform.Limits.EditInterval;
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

            await ShowPartAsync(platform, shown, slot, parts[slot], cancellationToken);
        }

        shown.LastShown = time.GetTimestamp();
        return parts.Zip(shown.Parts).All(part => Equal(part.First, part.Second.Body));
    }

    private async Task ShowPartAsync(IChatPlatform platform, Shown shown, int slot, ReplyBody body, CancellationToken cancellationToken)
    {
        var (row, now) = shown.Parts[slot];
        if (row.PlatformMessageId is null)
        {
            var stump = body with { Markdown = Stump.Placeholder };
            await store.AttemptAsync(row.Id, time.GetUtcNow(), cancellationToken);
            var id = await platform.DeliverAsync(Message(row, stump), cancellationToken);
            await store.PostedAsync(row.Id, id, revision: 0, cancellationToken);
            shown.Parts[slot] = new ShownPart(row with { PlatformMessageId = id }, stump);
        }
        else if (!Equal(body, now))
        {
            shown.Editing = row.Id;
            await platform.DeliverAsync(Message(row, body), cancellationToken);
            shown.Editing = null;
            shown.Parts[slot] = new ShownPart(row, body);
        }
    }

    private async Task ShowTypingAsync(IChatPlatform platform, Reply reply, Shown shown, CancellationToken cancellationToken)
    {
        if (
            platform.Limits.TypingLifetime is not { } lifetime
            || (shown.LastTyping is { } last && time.GetElapsedTime(last) < lifetime - _typingMargin)
        )
        {
            return;
        }

        shown.LastTyping = time.GetTimestamp();
        try
        {
            await platform.ShowTypingAsync(reply.Conversation, cancellationToken);
        }
        catch (Exception exception)
            when (exception is PlatformThrottledException or PlatformRejectedException or PlatformOutcomeUnknownException)
        {
            // Best effort: the next one is due soon.
        }
    }

    private static bool Equal(ReplyBody body, ReplyBody? now) =>
        now is not null && now.Markdown == body.Markdown && now.Buttons.SequenceEqual(body.Buttons);

    private static OutboundMessage Message(OutboxRow row, ReplyBody body) =>
        new()
        {
            Id = row.Id,
            Conversation = row.Conversation,
            Slot = row.Slot,
            Revision = row.Revision,
            Wish = Wish.Present,
            Body = body,
            PlatformMessageId = row.PlatformMessageId,
        };

    private sealed record ShownPart(OutboxRow Row, ReplyBody? Body);

    /// <summary>What the reader sees of one running reply; used by its conversation's one drain alone.</summary>
    private sealed class Shown
    {
        public List<ShownPart> Parts { get; } = [];

        public long? LastShown { get; set; }

        public long? LastTyping { get; set; }

        public Guid? Editing { get; set; }

        public bool IsRefused { get; set; }

        public void EditMayArriveLate(DeliveryPauses pauses)
        {
            if (Editing is { } row)
            {
                pauses.EditLost(row);
                Editing = null;
            }
        }
    }
}
