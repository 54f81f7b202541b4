using System.Collections.Concurrent;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Testing.Contracts.Platforms;

/// <summary>What an adapter keeps for its next start, without a database.</summary>
public sealed class RecordedMemory : IPlatformMemory
{
    private readonly ConcurrentDictionary<string, string> _kept = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Kept => _kept;

    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(_kept.GetValueOrDefault(name));

    public Task WriteAsync(string name, string text, CancellationToken cancellationToken)
    {
        _kept[name] = text;
        return Task.CompletedTask;
    }
}
