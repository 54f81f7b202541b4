namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>The record that claude keeps of a session, as far as we look into it.</summary>
internal static class ClaudeTranscript
{
    /// <summary>Whether the session's file holds a prompt under that id. It is written behind the conversation, so "no" may only mean "not yet".</summary>
    public static bool Holds(IReadOnlyDictionary<string, string> environment, string sessionId, Guid prompt)
    {
        var projects = Path.Combine(Home(environment), "projects");
        try
        {
            return Directory.Exists(projects)
                && Directory
                    .EnumerateDirectories(projects)
                    .Select(project => Path.Combine(project, sessionId + ".jsonl"))
                    .Where(File.Exists)
                    .SelectMany(File.ReadLines)
                    .Any(line => line.Contains($"\"uuid\":\"{prompt}\"", StringComparison.Ordinal));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Home(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("CLAUDE_CONFIG_DIR") is { Length: > 0 } named
            ? named
            : Path.Combine(environment.GetValueOrDefault("HOME", "/"), ".claude");
}
