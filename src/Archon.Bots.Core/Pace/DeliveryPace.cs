using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Telemetry;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Pace;

/// <summary>Pace as room 8 needs it: what the platform asked for is in the rows too, so that it is kept across a restart.</summary>
internal sealed class DeliveryPace(
    PaceGovernor governor,
    IOutboxStore store,
    PathTelemetry telemetry,
    TimeProvider time,
    ILogger<DeliveryPace> logger
)
{
    /// <summary>Shorter waits are waited for: to write each down would cost more than it is worth.</summary>
    private static readonly TimeSpan _worthWriting = TimeSpan.FromSeconds(5);

    /// <summary>From here on an operator wants to know. An estimate.</summary>
    private static readonly TimeSpan _worthTelling = TimeSpan.FromSeconds(60);

    /// <inheritdoc cref="PaceGovernor.Ask"/>
    public PaceAnswer Ask(IChatPlatform platform, ConversationKey conversation, CallPriority priority, bool isEdit = false) =>
        governor.Ask(platform, conversation, priority, isEdit);

    /// <summary>The row has no room now.</summary>
    /// <returns>How long its conversation waits for it; null: the row tells when it is due.</returns>
    public async Task<TimeSpan?> PutOffAsync(OutboxRow row, PaceAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Wait < _worthWriting)
        {
            return answer.Wait;
        }

        await store.PostponeAsync(row, time.GetUtcNow() + answer.Wait, answer.Throttled, cancellationToken);
        logger.Throttled(row.Id, row.Conversation, answer.Wait);
        return null;
    }

    /// <summary>The platform has refused a row's call as too fast: no other of its family is made there before the time that it named.</summary>
    /// <returns>As <see cref="PutOffAsync"/>.</returns>
    public Task<TimeSpan?> ThrottledAsync(
        IChatPlatform platform,
        OutboxRow row,
        PlatformThrottledException asked,
        CancellationToken cancellationToken
    )
    {
        Throttled(platform, row.Conversation, asked);
        return KeepAsync(row, asked, cancellationToken);
    }

    /// <summary>As <see cref="ThrottledAsync"/>, for a call that has no row.</summary>
    public void Throttled(IChatPlatform platform, ConversationKey conversation, PlatformThrottledException asked)
    {
        governor.Pause(platform, conversation, asked.Family, asked.RetryAfter);
        telemetry.Throttled(platform.Name, asked.Family);
    }

    /// <summary>Writes a pause down with a row, for the next server.</summary>
    /// <returns>As <see cref="PutOffAsync"/>.</returns>
    public async Task<TimeSpan?> KeepAsync(OutboxRow row, PlatformThrottledException asked, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + asked.RetryAfter;
        await store.PostponeAsync(row, until, asked.Family, cancellationToken);
        logger.Throttled(row.Id, row.Conversation, asked.RetryAfter);
        if (asked.RetryAfter >= _worthTelling && asked.Family == CallFamily.Message)
        {
            logger.Parked(row.Conversation, until);
        }

        return asked.RetryAfter < _worthWriting ? asked.RetryAfter : null;
    }

    /// <summary>The row is to be tried again after so long.</summary>
    public Task RetryAsync(OutboxRow row, TimeSpan delay, CancellationToken cancellationToken) =>
        store.PostponeAsync(row, time.GetUtcNow() + delay, throttled: null, cancellationToken);

    /// <summary>Takes up the pauses that an earlier server was asked for. Before the first call.</summary>
    public async Task RecallAsync(PlatformDirectory platforms, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var pause in await store.PausesAsync(now, cancellationToken))
        {
            if (platforms.Find(pause.Conversation) is { } platform)
            {
                governor.Pause(platform, pause.Conversation, pause.Family, pause.Until - now);
            }
        }
    }
}
