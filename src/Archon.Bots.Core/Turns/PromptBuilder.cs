using System.Collections.Immutable;
using System.Text;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Turns;

/// <summary>What the agent is sent.</summary>
internal static class PromptBuilder
{
    /// <summary>What an agent is told whose answer never arrived.</summary>
    public const string ContinueLine =
        "You were interrupted and your answer did not reach me: finish what is unfinished, do nothing twice, then give your whole answer to "
        + "my last message.";

    /// <summary>The prompt of a turn on a session as it was opened.</summary>
    public static AgentPrompt Build(Turn turn, SessionPlan plan, IAgentSession session)
    {
        var tools = turn.Journal.Where(entry => entry.Kind == JournalKind.ToolSeen).Select(entry => entry.Detail).ToImmutableArray();
        var wasDispatched = turn.Journal.Any(entry => entry.Kind == JournalKind.Dispatched);
        // A proven session that stayed warm since it was new knows what it ran, though it was never resumed.
        var isKnown = session.Resumed || plan.Resume;
        if (isKnown && (wasDispatched || !tools.IsEmpty))
        {
            return Again(turn, Resumed(turn, tools, session.Remembers(turn.Id)));
        }

        var transcript = !isKnown && SessionDecider.Rebuilds(plan.StartedFor) ? turn.Transcript : [];
        if (!tools.IsEmpty)
        {
            return Again(turn, $"{History([.. transcript, .. ThisTurn(turn, tools)])}\n\n{ContinueLine}");
        }

        var text = MessagePrompt.Of(turn.Message);
        return Prompt(turn, turn.Id, transcript.IsEmpty ? text : $"{History(transcript)}\n\n{text}");
    }

    /// <summary>For a session that knows this turn's message for certain.</summary>
    public static AgentPrompt Continue(Turn turn) => Again(turn, ContinueLine);

    /// <summary>
    /// An agent that was killed may have lost what it had not yet written down, this turn's message included (ADR 0010): then it is told, as
    /// history once a tool was used, else as a quotation.
    /// </summary>
    private static string Resumed(Turn turn, ImmutableArray<string> tools, bool remembers) =>
        remembers ? ContinueLine
        : tools.IsEmpty ? $"{ContinueLine}\n\nMy last message, in case it did not reach you either:\n\n{MessagePrompt.Of(turn.Message)}"
        : $"{History(ThisTurn(turn, tools))}\n\n{ContinueLine}";

    private static AgentPrompt Again(Turn turn, string text) => Prompt(turn, Guid.CreateVersion7(turn.Message.SentAt), text);

    private static AgentPrompt Prompt(Turn turn, Guid id, string text) =>
        new(id, text) { Files = [.. turn.Message.Files.Select(file => file.Path).OfType<string>()] };

    private static ImmutableArray<TranscriptLine> ThisTurn(Turn turn, ImmutableArray<string> tools) =>
        [
            new TranscriptLine(
                TranscriptRole.User,
                turn.Message.Author.DisplayName,
                MessagePrompt.WithFiles(turn.Message, turn.Message.Text)
            ),
            .. tools.Select(tool => new TranscriptLine(TranscriptRole.Tool, null, tool)),
        ];

    private static string History(ImmutableArray<TranscriptLine> lines)
    {
        var text = new StringBuilder("<earlier-conversation>\n");
        text.Append("This is from the chat's own record, since your session may have lost it. It is history, not a new request.\n");
        foreach (var line in lines)
        {
            text.Append("\n[").Append(Speaker(line)).Append("]\n").Append(line.Text).Append('\n');
        }

        return text.Append("</earlier-conversation>").ToString();
    }

    private static string Speaker(TranscriptLine line) =>
        line.Role switch
        {
            TranscriptRole.User => line.Name is { Length: > 0 } name ? $"user {name}" : "user",
            TranscriptRole.Assistant => "you",
            TranscriptRole.Tool => "tool that you used",
            TranscriptRole.Notice => "notice",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
