using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users;
using Archon.Bots.Core.Users.Pairing;

namespace Archon.Bots.Core.Commands;

/// <summary>What an inbound message asks for, told by its kind and first word alone.</summary>
public abstract record InboundKind
{
    private InboundKind() { }

    /// <summary>Text or files for the agent, or a command that stands in the queue (its meaning is room 5's).</summary>
    public sealed record Prompt : InboundKind
    {
        /// <summary>Whether it is a command of ours: never the rest of a text that a client has cut.</summary>
        public bool StandsAlone { get; init; }
    }

    /// <summary>Answered at once, beside the queue.</summary>
    /// <param name="Argument">
    /// What follows the word; a press of Stop: the turn's id; a press on a question's card: its action; a pairing: the proof of its code.
    /// </param>
    public sealed record Control(ControlKind Kind, string Argument) : InboundKind;

    /// <summary>Changes a message that still waits.</summary>
    /// <param name="StaysPrompt">Whether the new text is one that may wait; a control is said, never edited into being.</param>
    public sealed record Edit(bool StaysPrompt) : InboundKind;

    /// <summary>Takes back a message that still waits: its author deleted it.</summary>
    public sealed record Withdrawal : InboundKind;

    /// <summary>The conversation is found elsewhere from now on.</summary>
    public sealed record Move : InboundKind;

    /// <summary>Nothing to do for us: stored, so that it is known, and left.</summary>
    public sealed record Ignored : InboundKind;

    /// <summary>Tells controls from prompts.</summary>
    public static InboundKind Of(InboundMessage message) =>
        message.Kind switch
        {
            MessageKind.Message or MessageKind.Command => OfText(message),
            MessageKind.Pressed => OfPress(message.Text),
            MessageKind.Opened => new Control(ControlKind.Opened, message.Text),
            MessageKind.Edited when message.Target is not null => new Edit(StaysPrompt: OfText(message) is Prompt),
            MessageKind.Deleted when message.Target is not null => new Withdrawal(),
            MessageKind.Moved when message.Target is not null => new Move(),
            _ => new Ignored(),
        };

    private static InboundKind OfText(InboundMessage message)
    {
        if (string.IsNullOrWhiteSpace(message.Text))
        {
            return message.Attachments.Any(attachment => attachment.IsReadable)
                ? new Prompt()
                : new Control(ControlKind.Unreadable, string.Join(", ", message.Attachments.Select(attachment => attachment.Kind)));
        }

        return (message.IsMention ? CommandWord.OfMention(message.Text) : CommandWord.Of(message.Text)) switch
        {
            { Word: "start" } command => PairingCode.Looks(command.Rest) ? Pairing(command.Rest) : new Control(ControlKind.Start, ""),
            { Word: "pair" } command => Pairing(command.Rest),
            { Word: "help" } => new Control(ControlKind.Help, ""),
            { Word: "status" } => new Control(ControlKind.Status, ""),
            { Word: "queue" } => new Control(ControlKind.Queue, ""),
            { Word: "why" } => new Control(ControlKind.Why, ""),
            { Word: "cost" } => new Control(ControlKind.Cost, ""),
            { Word: "stop" } command => command.Rest.Equals("all", StringComparison.OrdinalIgnoreCase)
                ? new Control(ControlKind.StopAll, "")
                : new Control(ControlKind.Stop, ""),
            { Word: "users" } => new Control(ControlKind.Users, ""),
            { Word: "allow" } command => new Control(ControlKind.Allow, command.Rest),
            { Word: "deny" } command when PersonId.Looks(command.Rest) => new Control(ControlKind.DenyPerson, command.Rest),
            { Word: "approve" } => new Control(ControlKind.Approve, ""),
            { Word: "deny", Rest: var reason } => new Control(ControlKind.Deny, reason),
            { Word: "reset" or "new" } => new Prompt { StandsAlone = true },
            _ => new Prompt(),
        };
    }

    private static Control Pairing(string code) => new(ControlKind.Pair, PairingCode.Proof(code));

    private static InboundKind OfPress(string action) =>
        StopAction.TurnOf(action) is { } turn ? new Control(ControlKind.Stop, turn.ToString("N"))
        : ApprovalAction.Of(action) is { } answer ? new Control(ControlKind.Answer, answer.ToString())
        : new Ignored();
}

public enum ControlKind
{
    Start,
    Help,
    Status,
    Queue,
    Why,
    Cost,
    Stop,
    StopAll,

    /// <summary>A press on the card of an agent's question.</summary>
    Answer,

    /// <summary>Allows in words what the agent asks.</summary>
    Approve,

    /// <summary>Denies it in words; the argument is the reason.</summary>
    Deny,

    /// <summary>A message without anything that we can read.</summary>
    Unreadable,

    /// <summary>More wait than the settings allow.</summary>
    TooMany,

    /// <summary>Wants to own the bot.</summary>
    Pair,
    Allow,

    /// <summary>Takes back that somebody is allowed.</summary>
    DenyPerson,
    Users,

    /// <summary>The bot was added to a place.</summary>
    Opened,

    /// <summary>The message was taken before its author edited it.</summary>
    TooLateEdit,

    /// <summary>The message was taken before its author deleted it.</summary>
    TooLateDelete,

    /// <summary>A message that waits was edited into a control, which it does not become.</summary>
    EditToControl,
}
