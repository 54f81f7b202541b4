using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.KillHost;

internal sealed class KilledOutboxStore(IOutboxStore inner, KillPoint point) : IOutboxStore
{
    public Task<IReadOnlyList<ConversationKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(now, limit, cancellationToken);

    public Task<IReadOnlyList<OutboxRow>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        inner.OpenAsync(conversation, cancellationToken);

    public Task<OutboxRow> PreviewAsync(TurnFence fence, int slot, CancellationToken cancellationToken) =>
        inner.PreviewAsync(fence, slot, cancellationToken);

    public async Task AttemptAsync(Guid row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await inner.AttemptAsync(row, now, cancellationToken);
        await point.ReachAsync("attempting written");
    }

    public async Task PostedAsync(Guid row, string platformMessageId, int revision, CancellationToken cancellationToken)
    {
        await point.ReachAsync("id read, not stored");
        await inner.PostedAsync(row, platformMessageId, revision, cancellationToken);
    }

    public async Task DeliveredAsync(Guid row, int revision, CancellationToken cancellationToken)
    {
        await point.ReachAsync("final edit answered, not stored");
        await inner.DeliveredAsync(row, revision, cancellationToken);
        await point.ReachAsync("between part 1 and 2");
    }

    public Task ForgetAsync(Guid row, CancellationToken cancellationToken) => inner.ForgetAsync(row, cancellationToken);

    public Task PostponeAsync(Guid row, DateTimeOffset nextAttempt, CallFamily? throttled, CancellationToken cancellationToken) =>
        inner.PostponeAsync(row, nextAttempt, throttled, cancellationToken);

    public Task<IReadOnlyList<PlatformPause>> PausesAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.PausesAsync(now, cancellationToken);

    public Task BuryAsync(Guid row, string reason, CancellationToken cancellationToken) => inner.BuryAsync(row, reason, cancellationToken);
}
