using System.Collections.Concurrent;

namespace Archon.Bots.Core.Health;

/// <summary>What the server stands on and whether each part of it works now.</summary>
public sealed class HealthParts
{
    private readonly ConcurrentDictionary<string, HealthPart> _parts = new(StringComparer.Ordinal);

    /// <summary>In order of name. A part that nobody has reported on yet is not in the list.</summary>
    public IReadOnlyList<HealthPart> All => [.. _parts.Values.OrderBy(part => part.Name, StringComparer.Ordinal)];

    public bool Ready => _parts.Values.All(part => part.IsUp);

    public void Up(string name) => _parts[name] = new HealthPart(name, IsUp: true, "");

    /// <param name="reason">One line for the operator; never a secret.</param>
    public void Down(string name, string reason) => _parts[name] = new HealthPart(name, IsUp: false, reason);
}

public sealed record HealthPart(string Name, bool IsUp, string Reason);
