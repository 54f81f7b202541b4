namespace Archon.Bots.Core.Pace;

/// <summary>Calls that share a limit of the platform: an edit counts as much as a post unless the platform says otherwise, typing and reactions count apart.</summary>
public enum CallFamily
{
    Message,

    /// <summary>Where the platform counts edits apart; else they are of <see cref="Message"/>.</summary>
    Edit,
    Typing,
    Reaction,
}

/// <summary>What a platform lets pass in one place; the adapter names the source of each figure.</summary>
/// <param name="Calls">How many within <paramref name="Window"/>.</param>
public sealed record PaceBudget(CallFamily Family, int Calls, TimeSpan Window);
