using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents.Processes;

/// <summary>An agent's process and all that it started, found by descent and by mark.</summary>
internal sealed class ProcessTree(AgentProcess root, ProcessMark mark, TimeProvider time)
{
    /// <summary>A stop has two seconds in all, of which the agent itself gets one.</summary>
    private static readonly TimeSpan KillTime = TimeSpan.FromMilliseconds(700);

    public IReadOnlyList<AgentProcess> Descendants() => ProcFs.IsAlive(root) ? ProcFs.Descendants(root.Pid) : [];

    /// <summary>Kills what the root started, not the root.</summary>
    /// <param name="known">Processes seen earlier, which may have left the tree since.</param>
    /// <returns>False: some would not go.</returns>
    public Task<bool> KillStartedAsync(IReadOnlyCollection<AgentProcess> known) =>
        ProcessKill.UntilNoneAsync(() => Started(known), KillTime, time, CancellationToken.None);

    /// <summary>Tools first, the root last: one that sees its tool die would ask the model what to do next.</summary>
    /// <param name="grace">What the root gets to write its records; zero: nothing.</param>
    public async Task KillAllAsync(IReadOnlyCollection<AgentProcess> known, TimeSpan grace)
    {
        ProcessKill.Freeze(root);
        await KillStartedAsync(known);
        if (grace > TimeSpan.Zero)
        {
            ProcessKill.Terminate(root);
            await ProcessKill.GoneAsync(root, grace, time);
        }

        ProcessKill.Kill(root);
    }

    private List<AgentProcess> Started(IReadOnlyCollection<AgentProcess> known) =>
        [.. Descendants().Concat(known.Where(ProcFs.IsAlive)).Concat(mark.Bearers()).Where(process => process != root).Distinct()];
}
