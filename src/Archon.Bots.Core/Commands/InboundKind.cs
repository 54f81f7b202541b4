namespace Archon.Bots.Core.Commands;

/// <summary>What an inbound message asks for, told by its first word alone.</summary>
public abstract partial record InboundKind
{
    private InboundKind() { }

    /// <summary>Text for the agent, or a command that stands in the queue (its meaning is room 5's).</summary>
    public sealed record Prompt : InboundKind;

    /// <summary>Answered at once, beside the queue.</summary>
    /// <param name="Argument">What follows the word; a press of Stop: the turn's id.</param>
    public sealed record Control(ControlKind Kind, string Argument) : InboundKind;

    /// <summary>Nothing to do for us: stored, so that it is known, and left.</summary>
    public sealed record Ignored : InboundKind;
}

public enum ControlKind
{
    Start,
    Help,
    Status,
    Queue,
    Stop,
    StopAll,

    /// <summary>A message without anything that we can read.</summary>
    Unreadable,

    /// <summary>More wait than the settings allow.</summary>
    TooMany,

    /// <summary>A command took its place behind others; its author is told at once.</summary>
    Acknowledge,

    /// <summary>The bot was added to a place that it does not serve.</summary>
    Unserved,
}
