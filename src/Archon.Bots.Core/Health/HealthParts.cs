using System.Collections.Concurrent;

namespace Archon.Bots.Core.Health;

/// <summary>What the server stands on and whether each part of it works now.</summary>
public sealed class HealthParts
{
    private readonly ConcurrentDictionary<string, HealthPart> _parts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _refusals = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _inbound = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _connections = new(StringComparer.Ordinal);

    /// <summary>In order of name. A part that nobody has reported on yet is not in the list.</summary>
    public IReadOnlyList<HealthPart> All => [.. _parts.Values.Select(Known).OrderBy(part => part.Name, StringComparer.Ordinal)];

    /// <summary>When each platform last proved that what is said there reaches us, by its name.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastInbound => _inbound;

    /// <summary>How many connections each platform counts on the bot's token, those of other instances included.</summary>
    public IReadOnlyDictionary<string, int> ConnectionsTold => _connections;

    public bool Ready => All.All(part => part.IsUp);

    /// <param name="note">What the operator should know of a part that works; empty: nothing.</param>
    public void Up(string name, string note = "") => _parts[name] = new HealthPart(name, IsUp: true, note);

    /// <param name="reason">One line for the operator; never a secret.</param>
    public void Down(string name, string reason) => _parts[name] = new HealthPart(name, IsUp: false, reason);

    /// <summary>The part answers but does not let us in: it counts as down until <see cref="Recovered"/>, whatever else is seen of it.</summary>
    public void Refused(string name, string reason) => _refusals[name] = reason;

    /// <summary>A platform has delivered, or has answered a request for deliveries that it held to its end.</summary>
    public void Inbound(string name, DateTimeOffset at) => _inbound[name] = at;

    /// <summary>What a platform tells of itself when a connection stands.</summary>
    public void Connected(string name, int connections) => _connections[name] = connections;

    public void Recovered(string name) => _refusals.TryRemove(name, out _);

    private HealthPart Known(HealthPart part) =>
        part.IsUp && _refusals.TryGetValue(part.Name, out var reason) ? new HealthPart(part.Name, IsUp: false, reason) : part;
}

/// <param name="Reason">Why it is down, or a note on one that is up.</param>
public sealed record HealthPart(string Name, bool IsUp, string Reason);
