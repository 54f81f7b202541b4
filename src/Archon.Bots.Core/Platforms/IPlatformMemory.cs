namespace Archon.Bots.Core.Platforms;

/// <summary>A few words that an adapter keeps for its next start: where it left off, never what anybody said.</summary>
public interface IPlatformMemory
{
    /// <param name="name">With the platform and the bot in it.</param>
    /// <returns>Null: nothing is kept.</returns>
    Task<string?> ReadAsync(string name, CancellationToken cancellationToken);

    Task WriteAsync(string name, string text, CancellationToken cancellationToken);
}
