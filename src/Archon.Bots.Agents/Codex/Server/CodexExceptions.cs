namespace Archon.Bots.Agents.Codex.Server;

/// <summary>The app-server refuses a call. The code says little: the words do.</summary>
internal sealed class CodexRefusalException(int code, string message) : Exception(message)
{
    public int Code => code;

    /// <summary>Whether a thread that is to be resumed is not known. Source: agents.md, section 4b.</summary>
    public bool IsUnknownThread =>
        Message.Contains("no rollout found", StringComparison.Ordinal)
        || Message.Contains("invalid session id", StringComparison.Ordinal)
        || Message.Contains("failed to read session metadata", StringComparison.Ordinal);

    /// <summary>Whether the thread is known perhaps, but not open in this app-server.</summary>
    public bool IsUnloadedThread => Message.Contains("thread not found", StringComparison.Ordinal);
}

/// <summary>The app-server has ended, or ends.</summary>
internal sealed class CodexGoneException(string message) : Exception(message);
