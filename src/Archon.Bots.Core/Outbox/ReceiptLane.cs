using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Scheduling;

namespace Archon.Bots.Core.Outbox;

/// <summary>Shows a conversation's receipts beside its messages: nothing waits for them, and a call of theirs is as slow as any other.</summary>
internal sealed class ReceiptLane(RowDelivery rows, IChatPlatform platform, CancellationToken cancellationToken)
{
    private readonly HashSet<(Guid Row, int Revision)> _taken = [];
    private Task _run = Task.CompletedTask;
    private bool _hasMore;

    /// <summary>When to try again what could not be shown now; null: nothing is left, or the row itself tells.</summary>
    public TimeSpan? Wait { get; private set; }

    /// <summary>Begins to show them in their order; what comes while an earlier run goes on is looked for when that has ended.</summary>
    /// <param name="due">Receipts that may be shown now.</param>
    public void Offer(IReadOnlyCollection<OutboxRow> due)
    {
        if (!_run.IsCompleted)
        {
            _hasMore |= due.Any(row => !_taken.Contains((row.Id, row.Revision)));
            return;
        }

        _hasMore = false;
        _taken.Clear();
        _taken.UnionWith(due.Select(row => (row.Id, row.Revision)));
        _run = ShowAsync(due);
    }

    /// <returns>Whether there is something to look for: the drain was woken, or more came meanwhile.</returns>
    public async Task<bool> EndedAsync(KeyedWake wake)
    {
        await Task.WhenAny(_run, wake.Woken);
        return wake.IsSet || _hasMore;
    }

    /// <summary>Ends with the last call.</summary>
    public Task ClosedAsync() => _run;

    private async Task ShowAsync(IEnumerable<OutboxRow> due)
    {
        Wait = null;
        foreach (var row in due)
        {
            var tried = await rows.DeliverAsync(platform, row, cancellationToken);
            Wait = Wait is null || tried.Wait < Wait ? tried.Wait : Wait;
        }
    }
}
