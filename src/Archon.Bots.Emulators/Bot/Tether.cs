using System.ComponentModel;
using System.Diagnostics;

namespace Archon.Bots.Emulators.Bot;

/// <summary>
/// Has a child told to stop when this process dies, however it dies: a shell reads a pipe that only we hold open, and sends SIGTERM at its
/// end. Why not the kernel's own signal: it comes at the end of the thread that started the child (ADR 0005).
/// </summary>
internal sealed class Tether : IDisposable
{
    private readonly Process _shell;

    private Tether(Process shell) => _shell = shell;

    /// <returns>Null: there is no shell here.</returns>
    internal static Tether? To(Process child)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "read -r _; kill \"$1\"", "tether", child.Id.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return new Tether(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>What the end of this process does.</summary>
    internal void Snap() => _shell.StandardInput.Close();

    /// <summary>The child has ended: its number may be another's by now.</summary>
    public void Dispose()
    {
        _shell.Kill();
        _shell.Dispose();
    }
}
