using System.Globalization;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>The command line of a long-lived claude.</summary>
internal static class ClaudeArguments
{
    public static IReadOnlyList<string> Of(AgentSessionRequest request, ClaudeCodeOptions options)
    {
        List<string> arguments =
        [
            "-p",
            "--input-format",
            "stream-json",
            "--output-format",
            "stream-json",
            "--verbose",
            "--include-partial-messages",
            "--permission-prompt-tool",
            "stdio",
            "--permission-mode",
            "acceptEdits",
            "--allowedTools",
            .. ClaudeCodeOptions.DefaultAllowedTools,
            .. options.AllowedTools,
            // So that the agent asks in plain text: these have no cards yet.
            "--disallowedTools",
            "AskUserQuestion,EnterPlanMode,ExitPlanMode",
            request.Resume ? "--resume" : "--session-id",
            request.SessionId,
        ];
        if (options.MaxTurns is { } maxTurns)
        {
            arguments.AddRange(["--max-turns", maxTurns.ToString(CultureInfo.InvariantCulture)]);
        }

        if (request.Files is { } files)
        {
            arguments.AddRange(["--add-dir", files]);
        }

        if (request.Model is { } model)
        {
            arguments.AddRange(["--model", model]);
        }

        return arguments;
    }
}
