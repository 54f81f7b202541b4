namespace Archon.Bots.Core.Agents;

/// <summary>How many sessions of one agent are open, and what they hold.</summary>
/// <param name="IsBusy">Whether a turn has them; else they wait for the next.</param>
/// <param name="MemoryBytes">Of all together.</param>
internal sealed record AgentsHeld(string Provider, bool IsBusy, int Count, long MemoryBytes)
{
    public static AgentsHeld Of(string provider, bool isBusy, IReadOnlyCollection<long> memory) =>
        new(provider, isBusy, memory.Count, memory.Sum());
}
