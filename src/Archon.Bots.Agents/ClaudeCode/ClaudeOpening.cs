using System.Collections.Immutable;
using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>How a claude that was just started took it. A closed union.</summary>
internal abstract record ClaudeOpening
{
    private ClaudeOpening() { }

    internal sealed record Ready(ImmutableHashSet<string> Commands) : ClaudeOpening;

    /// <summary>The id that was to be new has a transcript already.</summary>
    internal sealed record InUse : ClaudeOpening;

    internal record Refused(AgentFailure Failure) : ClaudeOpening;

    /// <summary>It ended without a word. Seen once in hundreds of starts, on a busy machine; the next start went well.</summary>
    internal sealed record Vanished(AgentFailure Failure) : Refused(Failure);

    /// <summary>It answered <c>initialize</c>.</summary>
    public static ClaudeOpening OfReply(JsonElement reply) =>
        new Ready([
            .. reply
                .Items("commands")
                .SelectMany(command => command.Items("aliases").Select(alias => alias.GetString()).Prepend(command.Text("name")))
                .OfType<string>()
                .Select(name => name.TrimStart('/')),
        ]);

    /// <summary>It ended instead, having said no more than what is on its standard error.</summary>
    public static ClaudeOpening OfExit(string stderr, string ending, bool resumeRequested)
    {
        if (stderr.Contains("is already in use", StringComparison.Ordinal))
        {
            return new InUse();
        }

        if (resumeRequested && stderr.Split('\n').Any(ClaudeFailures.IsUnknownSession))
        {
            return new Refused(new AgentFailure(AgentFailureKind.SessionLost, stderr.Trim()));
        }

        var failure = new AgentFailure(
            AgentFailureKind.NotStarted,
            $"claude {ending} before it was ready. Is it signed in? Run `claude` once as the bot's user."
        );
        return string.IsNullOrWhiteSpace(stderr) ? new Vanished(failure) : new Refused(failure);
    }
}
