using System.Collections.Immutable;
using Archon.Bots.Core.Pace;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>What Telegram lets pass to one chat.</summary>
internal static class TelegramPace
{
    /// <summary>Source: Bots FAQ: about one message a second in a chat, short bursts may go over it; edits count. The burst is an estimate.</summary>
    private static readonly PaceBudget PrivateMessages = new(CallFamily.Message, 20, TimeSpan.FromSeconds(20));

    /// <summary>Source: Bots FAQ: 20 messages a minute to one group.</summary>
    private static readonly PaceBudget GroupMessages = new(CallFamily.Message, 20, TimeSpan.FromMinutes(1));

    /// <summary>Not documented; estimates. Typing is shown anew every 5 s, so both leave room for several topics.</summary>
    private static readonly ImmutableArray<PaceBudget> Signs =
    [
        new(CallFamily.Typing, 20, TimeSpan.FromSeconds(5)),
        new(CallFamily.Typing, 40, TimeSpan.FromSeconds(30)),
        // A message gets two of them: seen, then done.
        new(CallFamily.Reaction, 20, TimeSpan.FromSeconds(10)),
        new(CallFamily.Reaction, 60, TimeSpan.FromMinutes(1)),
    ];

    public static ImmutableArray<PaceBudget> Private { get; } = [PrivateMessages, .. Signs];

    public static ImmutableArray<PaceBudget> Group { get; } = [GroupMessages, .. Signs];
}
