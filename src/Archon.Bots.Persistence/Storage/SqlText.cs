namespace Archon.Bots.Persistence.Storage;

/// <summary>A piece of SQL in a hole of an interpolated statement; every other hole becomes a parameter.</summary>
internal readonly record struct SqlText(string Text)
{
    internal static SqlText None { get; } = new("");
}
