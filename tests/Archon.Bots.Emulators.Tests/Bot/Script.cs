namespace Archon.Bots.Emulators.Tests.Bot;

/// <summary>A shell script that stands in for the bot.</summary>
internal sealed class Script : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archon-bots-script-").FullName;

    public Script(string text)
    {
        Path = System.IO.Path.Combine(_folder, "bot");
        File.WriteAllText(Path, $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
