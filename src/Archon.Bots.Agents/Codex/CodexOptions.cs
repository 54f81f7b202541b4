using System.ComponentModel.DataAnnotations;
using Archon.Bots.Agents.Processes;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Codex;

/// <summary>Settings under <c>Agents:Codex</c>.</summary>
public sealed class CodexOptions
{
    /// <summary>The codex program. Empty: the one on PATH. Source: environment <c>CODEX_BIN_PATH</c>.</summary>
    public string BinaryPath { get; set; } = "";

    /// <summary>A folder for Codex's own settings, sign-in and sessions. Empty: <c>CODEX_HOME</c> of the server's environment, or <c>~/.codex</c>.</summary>
    public string Home { get; set; } = "";

    /// <summary><c>read-only</c>, <c>workspace-write</c> or <c>danger-full-access</c>: what a command may do without a question.</summary>
    [RegularExpression(
        "read-only|workspace-write|danger-full-access",
        ErrorMessage = "Agents:Codex:Sandbox must be read-only, workspace-write or danger-full-access."
    )]
    public string Sandbox { get; set; } = "workspace-write";
}

[OptionsValidator]
internal sealed partial class CodexOptionsValidator : IValidateOptions<CodexOptions>;

/// <summary>A program that a setting names has to be there; one that is merely not installed is a part that is down.</summary>
internal sealed class CodexPathCheck : IValidateOptions<CodexOptions>
{
    public ValidateOptionsResult Validate(string? name, CodexOptions options) =>
        options.BinaryPath.Length > 0 && !ServerEnvironment.IsExecutable(options.BinaryPath)
            ? ValidateOptionsResult.Fail(
                "Agents:Codex:BinaryPath (CODEX_BIN_PATH) names no executable file. "
                    + "Point it at the codex program, or leave it empty to take the one on PATH."
            )
        : options.Home.Length > 0 && !Directory.Exists(options.Home)
            ? ValidateOptionsResult.Fail("Agents:Codex:Home names no folder. Make it, or leave it empty.")
        : ValidateOptionsResult.Success;
}
