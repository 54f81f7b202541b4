using System.Runtime.CompilerServices;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Core.Outbox;

/// <summary>Shows that somebody works, again before the notice fades. Best effort: what has no room is dropped.</summary>
internal sealed class TypingDelivery(DeliveryPace pace, TimeProvider time)
{
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(1);
    private readonly ConditionalWeakTable<Reply, LastTyping> _last = [];

    public async Task ShowAsync(IChatPlatform platform, Reply reply, CancellationToken cancellationToken)
    {
        var last = _last.GetOrCreateValue(reply);
        if (
            platform.Limits.TypingLifetime is not { } lifetime
            || (last.At is { } at && time.GetElapsedTime(at) < lifetime - _margin)
            || !pace.Ask(platform, reply.Conversation, CallPriority.Typing).MayCall
        )
        {
            return;
        }

        last.At = time.GetTimestamp();
        try
        {
            await platform.ShowTypingAsync(reply.Conversation, cancellationToken);
        }
        catch (PlatformThrottledException exception)
        {
            pace.Throttled(platform, reply.Conversation, exception);
        }
        catch (Exception exception) when (exception is PlatformRejectedException or PlatformOutcomeUnknownException)
        {
            // The next one is due soon.
        }
    }

    private sealed class LastTyping
    {
        public long? At { get; set; }
    }
}
