using Archon.Bots.Core.Pace;

namespace Archon.Bots.Core.Platforms;

/// <summary>What a platform allows; the adapter names the source of each figure.</summary>
public sealed record PlatformLimits
{
    /// <summary>Longest text of one message, in the platform's own unit after rendering.</summary>
    public required int TextLength { get; init; }

    /// <summary>Shortest time between two edits of a running reply.</summary>
    public required TimeSpan EditInterval { get; init; }

    /// <summary>Whether the reader sees the reply grow.</summary>
    public required ReplyMode Mode { get; init; }

    /// <summary>How long the platform shows one typing notice; null: it has none.</summary>
    public TimeSpan? TypingLifetime { get; init; }

    public bool HasButtons { get; init; }

    /// <summary>What a command begins with that somebody types there, in our own texts; <c>!</c> is understood everywhere.</summary>
    public char CommandSign { get; init; } = '/';

    /// <summary>Whether a message can be given a reaction, as its receipt.</summary>
    public bool HasReactions { get; init; }

    /// <summary>Shortest time between two states of a draft; null: running replies are shown by edits.</summary>
    public TimeSpan? DraftInterval { get; init; }

    /// <summary>What the platform lets pass to all places together; null: no more is known than the budgets of each place.</summary>
    public PaceBudget? Overall { get; init; }

    /// <summary>What it lets pass of edits to all places together, where it counts them apart; null: an edit counts as a post.</summary>
    public PaceBudget? OverallEdits { get; init; }

    /// <summary>
    /// Whether a post whose answer was lost can be looked up or is deduplicated by the platform. Where it is not, no post carries a
    /// complete answer: it is posted as a stump and completed by an edit, which may be repeated (docs/life-of-a-message.md, room 8).
    /// </summary>
    public required bool CanFindPosts { get; init; }
}

public enum ReplyMode
{
    /// <summary>The reply grows by edits while the agent works.</summary>
    Stream,

    /// <summary>One message when the turn has ended.</summary>
    Batch,
}
