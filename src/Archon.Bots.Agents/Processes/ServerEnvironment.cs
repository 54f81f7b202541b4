using System.Collections;

namespace Archon.Bots.Agents.Processes;

/// <summary>The environment that the server itself was started with.</summary>
internal sealed record ServerEnvironment(IReadOnlyDictionary<string, string> Variables)
{
    public static ServerEnvironment OfThisProcess() =>
        new(
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal)
        );

    /// <summary>Null: no executable of that name on PATH.</summary>
    public string? FindOnPath(string program) =>
        Variables
            .GetValueOrDefault("PATH", "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(IsExecutable);

    public static bool IsExecutable(string path)
    {
        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != UnixFileMode.None);
    }
}
