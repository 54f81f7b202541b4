using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Telegram.Updates;

/// <summary>What the bot has not confirmed yet, in order, and what it was ever told.</summary>
internal sealed class UpdateQueue(TimeProvider time)
{
    /// <summary>Sent only to a bot that asks for them. Source: Bot API, getUpdates, allowed_updates.</summary>
    private static readonly ImmutableArray<string> OnRequest = ["chat_member", "message_reaction", "message_reaction_count"];

    private readonly List<QueuedUpdate> _pending = [];
    private readonly List<QueuedUpdate> _all = [];
    private HashSet<string> _allowed = [];
    private int _last = 735_000_000;

    public ChangeSignal Arrived { get; } = new();

    public IReadOnlyList<QueuedUpdate> All => _all;

    public int PendingCount => _pending.Count;

    /// <summary>Sticks until the next call that names a list; an empty one brings the default back.</summary>
    public void Allow(IEnumerable<string> types) => _allowed = [.. types];

    public JsonArray AllowedJson() => [.. _allowed.Select(type => (JsonNode)type)];

    /// <summary>Null when the bot does not want this type.</summary>
    public int? Add(string type, JsonObject body, string? source = null)
    {
        var wanted = _allowed.Count == 0 ? !OnRequest.Contains(type) : _allowed.Contains(type);
        if (!wanted)
        {
            return null;
        }

        var id = ++_last;
        var json = new JsonObject { ["update_id"] = id, [type] = body }.ToJsonString();
        var update = new QueuedUpdate(id, type, json, source, body["chat"]?["id"]?.GetValue<long>() ?? 0, Now());
        _all.Add(update);
        _pending.Add(update);
        Arrived.Pulse();
        return id;
    }

    /// <summary>Hands one out once more, whatever the bot has confirmed.</summary>
    public bool Redeliver(string idOrSource)
    {
        var update = _all.LastOrDefault(update => update.Source == idOrSource || update.Id.ToString() == idOrSource);
        if (update is null)
        {
            return false;
        }

        update.Repeat = true;
        if (!_pending.Contains(update))
        {
            _pending.Insert(0, update);
        }

        Arrived.Pulse();
        return true;
    }

    public IReadOnlyList<QueuedUpdate> Take(int offset, int limit)
    {
        // An offset far beyond what exists is a memory of another life: the server starts at the head of the queue.
        var from = offset > _last + 10 ? 0 : offset;
        if (from < 0)
        {
            from = _pending.Count > 0 ? _pending[Math.Max(0, _pending.Count + from)].Id : 0;
        }

        Confirm(from);
        QueuedUpdate[] taken = [.. _pending.Take(limit)];
        foreach (var update in taken)
        {
            update.Handed.Add(Now());
        }

        return taken;
    }

    public void Confirm(int offset)
    {
        foreach (var update in _pending.Where(update => update.Id < offset && !update.Repeat))
        {
            update.ConfirmedAt = Now();
        }

        _pending.RemoveAll(update => update.Id < offset && !update.Repeat);
        _pending.ForEach(update => update.Repeat = false);
    }

    /// <summary>Hands out the oldest update that waits and fits, without confirming anything.</summary>
    public QueuedUpdate? Offer(Func<QueuedUpdate, bool> fits)
    {
        var update = _pending.Find(update => fits(update));
        update?.Handed.Add(Now());
        return update;
    }

    public void Confirm(QueuedUpdate update)
    {
        update.ConfirmedAt = Now();
        update.Repeat = false;
        _pending.Remove(update);
    }

    public void Clear()
    {
        _pending.Clear();
        _all.Clear();
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
