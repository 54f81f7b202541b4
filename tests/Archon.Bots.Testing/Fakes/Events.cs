using Archon.Bots.Core.Agents;

namespace Archon.Bots.Testing.Fakes;

/// <summary>What agents say, in the order in which they say it.</summary>
public static class Events
{
    public static IEnumerable<AgentEvent> Answer(string sessionId, string text) =>
        [
            new AgentEvent.SessionBound(sessionId),
            new AgentEvent.TextDelta("b1", text[..(text.Length / 2)]),
            new AgentEvent.TextFinal("b1", text),
            new AgentEvent.Completed(ScriptedAgent.Usage, sessionId),
        ];

    public static AgentEvent.Failed Failed(AgentFailureKind kind, string detail = "") => new(new AgentFailure(kind, detail));

    /// <summary>Asks whether it may run a command.</summary>
    public static AgentEvent.Asked Asks(string command, string id = "q1") =>
        new(new AgentQuestion(id, "t-" + id, "Bash", $"Bash: {command}", new ToolInput("sh", command), $"hash of {command}"));

    public static AgentEvent.ToolStarted Tool(string line, string id = "t1") => new(id, line.Split(' ')[0], line);
}
