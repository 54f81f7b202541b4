using System.Runtime.CompilerServices;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Outbox;

/// <summary>Shows running replies as drafts where the platform has them: nothing is posted, so the answer alone rings and stays.</summary>
internal sealed class DraftDelivery(IOutboxStore store, DeliveryPace pace, TimeProvider time)
{
    /// <summary>A draft that does not change is shown again so often. Source: Bot API, sendMessageDraft: a draft lives 30 seconds.</summary>
    private static readonly TimeSpan _refresh = TimeSpan.FromSeconds(20);

    private readonly ConditionalWeakTable<Reply, ShownDraft> _shown = [];

    /// <returns>The shortest time between two states; null: this reply is shown by edits.</returns>
    public TimeSpan? IntervalOf(IChatPlatform platform, Reply reply) =>
        platform.Limits.DraftInterval is { } interval
        && platform.CanDraft(reply.Conversation)
        && !(_shown.TryGetValue(reply, out var shown) && shown.IsRefused)
            ? interval
            : null;

    public async Task ShowAsync(IChatPlatform platform, Reply reply, TimeSpan interval, CancellationToken cancellationToken)
    {
        var shown = _shown.GetOrCreateValue(reply);
        var age = shown.At is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
        if (age < interval)
        {
            return;
        }

        // A draft is one message: of a long reply it shows the end, where the news are.
        var markdown = reply.Preview()[^1].Markdown;
        if ((markdown == shown.Markdown && age < _refresh) || !pace.Ask(platform, reply.Conversation, CallPriority.Progress).MayCall)
        {
            return;
        }

        try
        {
            shown.At = time.GetTimestamp();
            await platform.ShowDraftAsync(reply.Conversation, reply.Fence.Turn, markdown, cancellationToken);
            shown.Markdown = markdown;
        }
        catch (PlatformThrottledException exception)
        {
            await ThrottledAsync(platform, reply, exception, cancellationToken);
        }
        catch (PlatformOutcomeUnknownException)
        {
            // The next state is due soon.
        }
        catch (PlatformRejectedException)
        {
            shown.IsRefused = true;
        }
    }

    /// <summary>A pause is kept in a row, and a draft has none of its own: the one that the answer will take keeps it.</summary>
    private async Task ThrottledAsync(
        IChatPlatform platform,
        Reply reply,
        PlatformThrottledException asked,
        CancellationToken cancellationToken
    )
    {
        pace.Throttled(platform, reply.Conversation, asked);
        try
        {
            var row = await store.PreviewAsync(reply.Fence, slot: 0, cancellationToken);
            await pace.KeepAsync(row, asked, cancellationToken);
        }
        catch (OwnershipLostException)
        {
            // The turn has ended, or is another's: this reply is shown no more.
        }
    }

    private sealed class ShownDraft
    {
        public long? At { get; set; }

        public string? Markdown { get; set; }

        public bool IsRefused { get; set; }
    }
}
