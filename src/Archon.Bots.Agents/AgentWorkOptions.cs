using Archon.Bots.Agents.Processes;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents;

/// <summary>Settings under <c>Agents</c> that say where agents work and what they see of the server's environment.</summary>
public sealed class AgentWorkOptions
{
    /// <summary>A git repository to work on: each conversation gets a worktree of it. Unset: an empty folder each. Source: environment <c>ARCHON_PROJECT</c>.</summary>
    public string WorkingDirectory { get; set; } = "";

    /// <summary>Names of further variables of the server's environment that agents may see.</summary>
    public IList<string> Environment { get; } = [];
}

/// <summary>Nobody passes a secret of the server on by mistake.</summary>
internal sealed class PassedVariablesCheck : IValidateOptions<AgentWorkOptions>
{
    public ValidateOptionsResult Validate(string? name, AgentWorkOptions options)
    {
        var own = options.Environment.Where(AgentEnvironment.IsServersOwn).ToList();
        return own.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Agents:Environment names {string.Join(", ", own)}, which belongs to the server alone. Remove it from the list."
            );
    }
}
