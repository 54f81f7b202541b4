using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Archon.Bots.Agents.Processes;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>Settings under <c>Agents:ClaudeCode</c>.</summary>
public sealed class ClaudeCodeOptions
{
    /// <summary>What an agent may do without a question, besides reading and editing files where it works.</summary>
    public static readonly ImmutableArray<string> DefaultAllowedTools =
    [
        "Bash(git status:*)",
        "Bash(git diff:*)",
        "Bash(git log:*)",
        "Bash(git add:*)",
        "Bash(git commit:*)",
    ];

    /// <summary>The claude program. Empty: the one on PATH. Source: environment <c>CLAUDE_BIN_PATH</c>.</summary>
    public string BinaryPath { get; set; } = "";

    /// <summary>Most model calls within one message. Unset: no limit.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Agents:ClaudeCode:MaxTurns must be 1 or more, or unset.")]
    public int? MaxTurns { get; set; }

    /// <summary>What needs no question, in claude's own form, as <c>Bash(npm test:*)</c>. It adds to what needs none already (see Security).</summary>
    public IList<string> AllowedTools { get; } = [];
}

[OptionsValidator]
internal sealed partial class ClaudeCodeOptionsValidator : IValidateOptions<ClaudeCodeOptions>;

/// <summary>A program that a setting names has to be there; one that is merely not installed is a part that is down.</summary>
internal sealed class BinaryPathCheck : IValidateOptions<ClaudeCodeOptions>
{
    public ValidateOptionsResult Validate(string? name, ClaudeCodeOptions options) =>
        options.BinaryPath.Length == 0 || ServerEnvironment.IsExecutable(options.BinaryPath)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "Agents:ClaudeCode:BinaryPath (CLAUDE_BIN_PATH) names no executable file. "
                    + "Point it at the claude program, or leave it empty to take the one on PATH."
            );
}
