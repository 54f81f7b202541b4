using CliWrap;

namespace Archon.Bots.Agents.Processes;

/// <summary>One-shot programs see no more of the server's environment than agents do.</summary>
internal static class ChildCommand
{
    /// <summary>Runs with exactly these variables: CliWrap itself only adds to what the server has.</summary>
    public static Command WithOnly(this Command command, IReadOnlyDictionary<string, string> environment)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var name in ServerEnvironment.OfThisProcess().Variables.Keys)
        {
            variables[name] = null;
        }

        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return command.WithEnvironmentVariables(variables);
    }
}
