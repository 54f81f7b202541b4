using System.Text;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Processes;

/// <summary>A variable that we gave an agent: whatever it starts inherits it, in whatever session or group.</summary>
internal sealed class ProcessMark
{
    public const string RunVariable = "ARCHON_BOTS_RUN";
    public const string AgentVariable = "ARCHON_BOTS_AGENT";

    private readonly Func<string, bool> _matches;
    private readonly byte[] _name;

    private ProcessMark(string name, Func<string, bool> matches)
    {
        _name = Encoding.UTF8.GetBytes(name + "=");
        _matches = matches;
    }

    /// <summary>Everything that this run of the server started.</summary>
    public static ProcessMark OfRun(string runMark) => new(RunVariable, value => value == runMark);

    /// <summary>One agent and what it started.</summary>
    public static ProcessMark OfAgent(string agentId) => new(AgentVariable, value => value == agentId);

    /// <summary>What earlier runs on the same database started.</summary>
    public static ProcessMark OfOtherRuns(string databaseId, string runMark) =>
        new(RunVariable, value => value.StartsWith(databaseId + ".", StringComparison.Ordinal) && value != runMark);

    /// <summary>Whether an agent started it as a tool. Claude gives its tools a variable of its own (docs/observed-claude.md, section e).</summary>
    public static bool IsTool(int pid) =>
        ProcFs.Environ(pid) is { } environ && new ProcessMark("CLAUDECODE", value => value.Length > 0).IsIn(environ);

    public IReadOnlyList<AgentProcess> Bearers()
    {
        var found = new List<AgentProcess>();
        foreach (var pid in ProcFs.Pids())
        {
            // The start time is read before the mark: a number that changes hands in between is then never taken for the bearer.
            if (pid != Environment.ProcessId && ProcFs.Find(pid) is { } process && ProcFs.Environ(pid) is { } environ && IsIn(environ))
            {
                found.Add(process);
            }
        }

        return found;
    }

    internal bool IsIn(ReadOnlySpan<byte> environ)
    {
        foreach (var range in environ.Split((byte)0))
        {
            var entry = environ[range];
            if (entry.StartsWith(_name) && _matches(Encoding.UTF8.GetString(entry[_name.Length..])))
            {
                return true;
            }
        }

        return false;
    }
}
