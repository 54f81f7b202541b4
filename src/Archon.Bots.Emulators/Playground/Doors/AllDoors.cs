using System.Collections.Immutable;
using Archon.Bots.Emulators.Playground.Life;

namespace Archon.Bots.Emulators.Playground.Doors;

/// <summary>The platforms side by side. What goes wrong, and the life of a message, is about the one where Alice spoke last.</summary>
internal sealed class AllDoors(ImmutableArray<IDoor> all)
{
    public ImmutableArray<IDoor> All => all;

    /// <summary>Ends at the next change behind any of them.</summary>
    public Task Changed => Task.WhenAny(all.Select(door => door.Changed));

    /// <summary>Null: there is none of that name.</summary>
    public IDoor? Named(string name) => all.FirstOrDefault(door => door.Name == name);

    /// <returns>The door where she spoke last, or the first one, and what she said there.</returns>
    public async Task<(IDoor Door, Said? Said)> LastAsync(CancellationToken cancellationToken)
    {
        var said = await Task.WhenAll(all.Select(door => door.LastSaidAsync(cancellationToken)));
        return all.Zip(said).MaxBy(pair => pair.Second?.At ?? 0);
    }
}
