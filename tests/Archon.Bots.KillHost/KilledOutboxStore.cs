using System.Collections.Concurrent;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.KillHost;

/// <summary>Its points are those of an answer's parts: receipts, notices and answers to controls are not counted.</summary>
internal sealed class KilledOutboxStore(IOutboxStore inner, KillPoint point) : IOutboxStore
{
    private readonly ConcurrentDictionary<Guid, bool> _others = new();

    public Task<IReadOnlyList<ConversationKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        inner.DueAsync(now, limit, cancellationToken);

    public async Task<IReadOnlyList<OutboxRow>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var rows = await inner.OpenAsync(conversation, cancellationToken);
        foreach (var row in rows.Where(row => row.Source != OutboxSource.Turn))
        {
            _others[row.Id] = true;
        }

        return rows;
    }

    public Task<OutboxRow> PreviewAsync(TurnFence fence, int slot, CancellationToken cancellationToken) =>
        inner.PreviewAsync(fence, slot, cancellationToken);

    public async Task AttemptAsync(Guid row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await inner.AttemptAsync(row, now, cancellationToken);
        await ReachAsync(row, "attempting written");
    }

    public async Task PostedAsync(Guid row, string platformMessageId, int revision, CancellationToken cancellationToken)
    {
        await ReachAsync(row, "id read, not stored");
        await inner.PostedAsync(row, platformMessageId, revision, cancellationToken);
    }

    public async Task DeliveredAsync(Guid row, int revision, CancellationToken cancellationToken)
    {
        await ReachAsync(row, "final edit answered, not stored");
        await inner.DeliveredAsync(row, revision, cancellationToken);
        await ReachAsync(row, "between two parts");
    }

    public Task ForgetAsync(Guid row, CancellationToken cancellationToken) => inner.ForgetAsync(row, cancellationToken);

    public Task PostponeAsync(OutboxRow row, DateTimeOffset nextAttempt, CallFamily? throttled, CancellationToken cancellationToken) =>
        inner.PostponeAsync(row, nextAttempt, throttled, cancellationToken);

    public Task<IReadOnlyList<PlatformPause>> PausesAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        inner.PausesAsync(now, cancellationToken);

    public Task BuryAsync(Guid row, string reason, CancellationToken cancellationToken) => inner.BuryAsync(row, reason, cancellationToken);

    private Task ReachAsync(Guid row, string name) => _others.ContainsKey(row) ? Task.CompletedTask : point.ReachAsync(name);
}
