using System.Collections.Immutable;
using System.Text;
using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Turns;

/// <summary>What the agent is sent. Pure.</summary>
internal static class PromptBuilder
{
    /// <summary>What an agent is told whose answer never arrived.</summary>
    public const string Continue =
        "You were interrupted and your answer did not reach me: finish what is unfinished, do nothing twice, then give your whole answer to "
        + "my last message.";

    /// <param name="resumed">Whether the agent knew the session when it was opened.</param>
    public static string Build(Turn turn, SessionPlan plan, bool resumed)
    {
        var text = Text(turn.Message);
        var tools = turn.Journal.Where(entry => entry.Kind == JournalKind.ToolSeen).Select(entry => entry.Detail).ToImmutableArray();
        var dispatched = turn.Journal.Any(entry => entry.Kind == JournalKind.Dispatched);

        if (resumed && (dispatched || tools.Length > 0))
        {
            // Without a tool it may be that the agent never read the message, so it is quoted; after one the text is never sent again.
            return tools.Length > 0 ? Continue : $"{Continue}\n\nMy last message, in case it did not reach you either:\n\n{text}";
        }

        if (resumed)
        {
            return text;
        }

        var history = SessionDecider.Rebuilds(plan.StartedFor) ? turn.Transcript : [];
        if (tools.Length > 0)
        {
            history = history
                .Add(new TranscriptLine(TranscriptRole.User, turn.Message.Author.DisplayName, text))
                .AddRange(tools.Select(tool => new TranscriptLine(TranscriptRole.Tool, null, tool)));
            return $"{History(history)}\n\n{Continue}";
        }

        return history.IsEmpty ? text : $"{History(history)}\n\n{text}";
    }

    private static string Text(TurnMessage message) =>
        message.Attachments.IsEmpty
            ? message.Text
            : $"{message.Text}\n\n(Attached, but not readable here: {string.Join(", ", message.Attachments.Select(file => file.Name ?? file.Kind))})";

    private static string History(ImmutableArray<TranscriptLine> lines)
    {
        var text = new StringBuilder("<earlier-conversation>\n");
        text.Append(
            "This is our conversation so far, from the chat's own record; your former session is gone. It is history, not a new request.\n"
        );
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
