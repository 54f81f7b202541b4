using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Fakes;

/// <summary>The outbox in memory.</summary>
public sealed class MemoryOutbox : IOutboxStore
{
    private readonly Lock _lock = new();
    private readonly List<OutboxRow> _rows = [];
    private readonly Dictionary<Guid, string> _buried = [];
    private readonly Dictionary<Guid, CallFamily?> _throttled = [];
    private int _postponed;

    public IReadOnlyDictionary<Guid, string> Buried => _buried;

    /// <summary>How often a row was written to wait.</summary>
    public int Postponed => Volatile.Read(ref _postponed);

    /// <summary>Preview rows are refused: the conversation has another owner.</summary>
    public bool OwnershipIsLost { get; set; }

    public OutboxRow this[Guid id]
    {
        get
        {
            lock (_lock)
            {
                return _rows.Find(row => row.Id == id)!;
            }
        }
    }

    /// <summary>Writes the final revision of a message; the same turn and slot again is the same message.</summary>
    /// <param name="markdown">Null: it is to be gone.</param>
    public OutboxRow Wish(
        string? markdown,
        OutboxSource source = OutboxSource.Turn,
        int slot = 0,
        Guid? turn = null,
        string? messageId = null,
        string chat = "c1"
    )
    {
        lock (_lock)
        {
            var known = _rows.Find(row => row.Source == source && row.SourceId == turn && row.Slot == slot);
            var old = known ?? New(Inbound.Key(chat), source, turn ?? Guid.NewGuid(), slot);
            var row = old with
            {
                Wish = markdown is null ? Core.Messages.Wish.Absent : Core.Messages.Wish.Present,
                Body = markdown is null ? null : new ReplyBody(markdown),
                Final = true,
                Revision = old.Revision + 1,
                PlatformMessageId = messageId ?? old.PlatformMessageId,
            };
            _rows.RemoveAll(other => other.Id == row.Id);
            _rows.Add(row);
            return row;
        }
    }

    /// <summary>Asks for a reaction; the same source again is the same reaction.</summary>
    public OutboxRow React(Receipt receipt, Guid? source = null, string target = "t1")
    {
        var row = Wish("", OutboxSource.Receipt, turn: source ?? Guid.NewGuid()) with { Body = null, Receipt = receipt, Target = target };
        lock (_lock)
        {
            _rows[_rows.FindIndex(other => other.Id == row.Id)] = row;
        }

        return row;
    }

    /// <summary>Changes what is wished for: the text in a body of its own.</summary>
    public OutboxRow Change(Guid id, Func<OutboxRow, OutboxRow> change)
    {
        _ = ChangeAsync(id, change);
        return this[id];
    }

    public Task<IReadOnlyList<ConversationKey>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<ConversationKey>>([
                .. _rows.Where(row => IsOpen(row) && !(row.NextAttempt > now)).Select(row => row.Conversation).Distinct().Take(limit),
            ]);
        }
    }

    public Task<IReadOnlyList<OutboxRow>> OpenAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<OutboxRow>>([.. _rows.Where(row => row.Conversation == conversation && IsOpen(row))]);
        }
    }

    public Task<OutboxRow> PreviewAsync(TurnFence fence, int slot, CancellationToken cancellationToken)
    {
        if (OwnershipIsLost)
        {
            throw new OwnershipLostException(fence);
        }

        lock (_lock)
        {
            var known = _rows.Find(row => row.Source == OutboxSource.Turn && row.SourceId == fence.Turn && row.Slot == slot);
            if (known is null)
            {
                known = New(Inbound.Key(), OutboxSource.Turn, fence.Turn, slot);
                _rows.Add(known);
            }

            return Task.FromResult(known);
        }
    }

    public Task AttemptAsync(Guid row, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(row, old => old with { AttemptingSince = now });

    public Task PostedAsync(Guid row, string platformMessageId, int revision, CancellationToken cancellationToken) =>
        ChangeAsync(
            row,
            old =>
                old with
                {
                    PlatformMessageId = platformMessageId,
                    DeliveredRevision = revision,
                    AttemptingSince = null,
                    NextAttempt = null,
                }
        );

    public Task DeliveredAsync(Guid row, int revision, CancellationToken cancellationToken) =>
        ChangeAsync(row, old => old with { DeliveredRevision = revision, NextAttempt = null });

    public Task ForgetAsync(Guid row, CancellationToken cancellationToken) =>
        ChangeAsync(row, old => old with { PlatformMessageId = null, AttemptingSince = null });

    public Task PostponeAsync(OutboxRow row, DateTimeOffset nextAttempt, CallFamily? throttled, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _postponed);
        lock (_lock)
        {
            _throttled[row.Id] = throttled;
        }

        return ChangeAsync(row.Id, old => throttled is null && old.Revision != row.Revision ? old : old with { NextAttempt = nextAttempt });
    }

    public Task<IReadOnlyList<PlatformPause>> PausesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<PlatformPause>>([
                .. from row in _rows
                where row.NextAttempt > now && _throttled.GetValueOrDefault(row.Id) is not null
                select new PlatformPause(row.Conversation, _throttled[row.Id]!.Value, row.NextAttempt!.Value),
            ]);
        }
    }

    public Task BuryAsync(Guid row, string reason, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _buried[row] = reason;
        }

        return Task.CompletedTask;
    }

    private static OutboxRow New(ConversationKey conversation, OutboxSource source, Guid sourceId, int slot) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Conversation = conversation,
            Source = source,
            SourceId = sourceId,
            Slot = slot,
            Wish = Core.Messages.Wish.Present,
            Body = null,
            Final = false,
            Revision = 0,
            DeliveredRevision = 0,
            PlatformMessageId = null,
            AttemptingSince = null,
            NextAttempt = null,
        };

    private bool IsOpen(OutboxRow row) => row.Final && row.Revision != row.DeliveredRevision && !_buried.ContainsKey(row.Id);

    private Task ChangeAsync(Guid id, Func<OutboxRow, OutboxRow> change)
    {
        lock (_lock)
        {
            var at = _rows.FindIndex(row => row.Id == id);
            _rows[at] = change(_rows[at]);
        }

        return Task.CompletedTask;
    }
}
