using Archon.Bots.Emulators.Playground.Life;

namespace Archon.Bots.Emulators.Playground;

/// <summary>The records that agents keep of their sessions, as far as one can be made to lose one.</summary>
internal sealed class SessionFiles(string botHome, string claudeHome)
{
    /// <summary>Deletes the record of this session and nothing else.</summary>
    /// <returns>False: there was none.</returns>
    public bool Delete(StorySession session)
    {
        // The id becomes part of a path: what is none leads nowhere.
        if (!Guid.TryParseExact(session.Id, "D", out var id))
        {
            return false;
        }

        List<string> files = [.. FilesOf(session.Provider, $"{id:D}").Where(File.Exists)];
        files.ForEach(File.Delete);
        return files.Count > 0;
    }

    private IEnumerable<string> FilesOf(string provider, string id)
    {
        var projects = Path.Combine(claudeHome, "projects");
        return provider switch
        {
            "demo" => [Path.Combine(botHome, "demo-sessions", id)],
            "claude" when Directory.Exists(projects) => Directory
                .EnumerateDirectories(projects)
                .Select(project => Path.Combine(project, $"{id}.jsonl")),
            _ => [],
        };
    }
}
