namespace Archon.Bots.Agents.Codex;

/// <summary>The record that codex keeps of a thread, as far as we look into it.</summary>
internal static class CodexRollout
{
    /// <summary>Whether it holds a prompt that was sent under that id. "No" may only mean "not yet".</summary>
    public static bool Holds(string? path, Guid prompt)
    {
        try
        {
            return File.Exists(path) && File.ReadLines(path).Any(line => line.Contains(prompt.ToString(), StringComparison.Ordinal));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
