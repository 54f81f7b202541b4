using System.ComponentModel;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Nodes;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Processes;

/// <summary>How each agent's program is started: what it sees of the server's environment, under our marks, out of reach of a terminal's Ctrl-C.</summary>
internal sealed class AgentLauncher(IOptions<AgentWorkOptions> work, ServerEnvironment environment, Node node)
{
    /// <summary>Null: there is no executable of that name on PATH.</summary>
    public string? FindOnPath(string program) => environment.FindOnPath(program);

    /// <param name="added">Variables for this program alone.</param>
    /// <exception cref="AgentUnavailableException">It is no executable, or there is no such folder.</exception>
    public AgentLaunch Of(
        string program,
        IReadOnlyList<string> arguments,
        string directory,
        params ReadOnlySpan<(string Name, string Value)> added
    )
    {
        if (!ServerEnvironment.IsExecutable(program))
        {
            throw NotStarted($"{program} is no executable file.");
        }

        if (!Directory.Exists(directory))
        {
            throw NotStarted($"the working directory {directory} does not exist.");
        }

        var agentId = Guid.NewGuid().ToString();
        var variables = AgentEnvironment.OfAgent(environment.Variables, work.Value.Environment, node.Identity.RunMark, agentId);
        foreach (var (name, value) in added)
        {
            variables[name] = value;
        }

        // In a session of its own the Ctrl-C that stops a server in a terminal does not reach it: the server decides how a turn ends.
        return environment.FindOnPath("setsid") is { } setsid
            ? new AgentLaunch(setsid, [program, .. arguments], directory, variables, agentId)
            : new AgentLaunch(program, arguments, directory, variables, agentId);
    }

    /// <exception cref="AgentUnavailableException">The program cannot be started.</exception>
    public static LineProcess Start(AgentLaunch launch, TimeProvider time)
    {
        try
        {
            return LineProcess.Start(launch, time);
        }
        catch (Win32Exception ex)
        {
            throw NotStarted($"{launch.Program} cannot be started: {ex.Message}", ex);
        }
    }

    public static AgentUnavailableException NotStarted(string detail, Exception? inner = null) =>
        new(new AgentFailure(AgentFailureKind.NotStarted, detail), inner);
}
