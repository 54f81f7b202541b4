namespace Archon.Bots.Persistence.Storage;

/// <summary>The database cannot be opened, made or written; the message says what, where, and the way out, in one line.</summary>
public sealed class DatabaseUnusableException(string message, Exception? inner = null) : InvalidOperationException(message, inner);
