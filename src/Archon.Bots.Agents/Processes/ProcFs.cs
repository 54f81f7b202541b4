using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Processes;

/// <summary>Reads <c>/proc</c>. What has gone meanwhile is simply not there: nothing here throws for it.</summary>
internal static class ProcFs
{
    /// <summary>Null: no such process, or one that only waits to be reaped.</summary>
    public static ProcessStat? Stat(int pid)
    {
        if (Read($"/proc/{pid}/stat") is not { } bytes)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        // The name is in parentheses and may hold both blanks and parentheses, so the fields are counted from its end.
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 20 || fields[0] is "Z" or "X")
        {
            return null;
        }

        return new ProcessStat(
            new AgentProcess(pid, long.Parse(fields[19], CultureInfo.InvariantCulture)),
            int.Parse(fields[1], CultureInfo.InvariantCulture)
        );
    }

    public static AgentProcess? Find(int pid) => Stat(pid)?.Process;

    /// <summary>Whether this very process, not a later one with its number, still runs.</summary>
    public static bool IsAlive(AgentProcess process) => Find(process.Pid) == process;

    public static IEnumerable<int> Pids()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            {
                yield return pid;
            }
        }
    }

    /// <summary>Children, their children and so on; the deepest first.</summary>
    public static IReadOnlyList<AgentProcess> Descendants(int pid)
    {
        var byParent = Pids().Select(Stat).OfType<ProcessStat>().ToLookup(stat => stat.Parent, stat => stat.Process);
        var found = new List<AgentProcess>();
        var seen = new HashSet<int> { pid };
        var next = new Queue<int>([pid]);
        while (next.TryDequeue(out var parent))
        {
            foreach (var child in byParent[parent].Where(child => seen.Add(child.Pid)))
            {
                found.Add(child);
                next.Enqueue(child.Pid);
            }
        }

        found.Reverse();
        return found;
    }

    /// <summary>Unit: bytes of resident memory; 0: gone.</summary>
    public static long ResidentBytes(int pid)
    {
        if (Read($"/proc/{pid}/statm") is not { } bytes)
        {
            return 0;
        }

        var afterSize = bytes.AsSpan(bytes.AsSpan().IndexOf((byte)' ') + 1);
        return Utf8Parser.TryParse(afterSize, out long pages, out _) ? pages * Environment.SystemPageSize : 0;
    }

    /// <summary>The environment that a process was started with, entries ended by NUL. Null: gone, or not ours to read.</summary>
    public static byte[]? Environ(int pid) => Read($"/proc/{pid}/environ");

    private static byte[]? Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // ESRCH (the process ended between open and read) is an IOException, too.
            return null;
        }
    }
}

internal sealed record ProcessStat(AgentProcess Process, int Parent);
