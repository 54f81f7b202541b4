using System.Collections.Immutable;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Turns;

/// <summary>The commands that stand in the queue: what each answers and changes. Pure.</summary>
internal static class TurnCommands
{
    /// <summary>The outcome of a command of ours; null: it is none, and may be the agent's.</summary>
    public static TurnOutcome? Answer(TurnMessage message) =>
        CommandWord.Of(message.Text) switch
        {
            { Word: "reset" } => Answered(
                "The session has ended. Your next message starts fresh in the same directory.",
                ConversationChange.Reset
            ),
            { Word: "new" } => Answered(
                "The session has ended. Your next message starts fresh in a new directory; the old one stays as it is.",
                ConversationChange.New
            ),
            _ => null,
        };

    /// <summary>The outcome of a command that neither we nor the agent know; null: it is for the agent.</summary>
    public static TurnOutcome? Unknown(TurnMessage message, ImmutableHashSet<string> agentCommands, char sign)
    {
        if (CommandWord.Of(message.Text) is not { } command || agentCommands.Contains(command.Word, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var known = CommandWord.Known.Select(pair => pair.Word).Concat(agentCommands.Order(StringComparer.Ordinal));
        var nearest = NearestWord.Of(command.Word, known);
        return Answered(
            $"I do not know `{sign}{command.Word}`, and the agent does not either. "
                + (nearest is null ? $"`{sign}help` lists what I understand." : $"Did you mean `{sign}{nearest}`?"),
            ConversationChange.None
        );
    }

    private static TurnOutcome.Answered Answered(string text, ConversationChange change) =>
        new() { Bodies = [new ReplyBody(text)], Change = change };
}
