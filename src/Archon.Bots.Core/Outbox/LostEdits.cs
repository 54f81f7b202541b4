using System.Collections.Concurrent;

namespace Archon.Bots.Core.Outbox;

/// <summary>
/// Edits whose answer was lost: such a one may still arrive, after a later one. Then the later one is sent once more (the platform's "not
/// modified" is a success). In memory: what a crash leaves unsaid here is an edit that has long arrived or never will.
/// </summary>
internal sealed class LostEdits(TimeProvider time)
{
    /// <summary>How long a lost edit may still be under way. An estimate.</summary>
    private static readonly TimeSpan _underWay = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, LostEdit> _lost = new();

    public void Lose(Guid row) => _lost[row] = new LostEdit(time.GetUtcNow(), ArrivedRevision: null);

    /// <summary>An edit has arrived that shows the row as wished.</summary>
    /// <returns>When to send it once more; null: nothing that was lost can follow it.</returns>
    public DateTimeOffset? Arrive(OutboxRow row)
    {
        if (!_lost.TryGetValue(row.Id, out var lost))
        {
            return null;
        }

        var onceMore = lost.At + _underWay;
        if (onceMore <= time.GetUtcNow())
        {
            Forget(row.Id);
            return null;
        }

        _lost[row.Id] = lost with { ArrivedRevision = row.Revision };
        return onceMore;
    }

    /// <summary>Whether the reader sees what is wished, and the row is open for the sake of a lost edit alone.</summary>
    public bool HasArrived(OutboxRow row) => _lost.TryGetValue(row.Id, out var lost) && lost.ArrivedRevision == row.Revision;

    public void Forget(Guid row) => _lost.TryRemove(row, out _);

    private readonly record struct LostEdit(DateTimeOffset At, int? ArrivedRevision);
}
