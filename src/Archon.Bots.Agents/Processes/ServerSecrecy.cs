using System.Runtime.InteropServices;

namespace Archon.Bots.Agents.Processes;

/// <summary>Makes <c>/proc/PID/environ</c> of the server, which holds its tokens, unreadable for processes of the same user.</summary>
internal static partial class ServerSecrecy
{
    private const int SetDumpable = 4;

    /// <returns>False: root reads everything, so nothing can be hidden.</returns>
    public static bool Hide() => !Environment.IsPrivilegedProcess && ProcessControl(SetDumpable, 0, 0, 0, 0) == 0;

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProcessControl(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);
}
