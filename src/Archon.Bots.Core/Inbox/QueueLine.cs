using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Inbox;

/// <summary>The one line that tells what waits in a conversation. Pure: the stores write it within the transactions that change the queue.</summary>
public static class QueueLine
{
    /// <summary>How many of the waiting messages it names.</summary>
    public const int Named = ControlTexts.Shown;

    /// <summary>A wait of a moment shows nothing.</summary>
    public static TimeSpan ShownAfter { get; } = TimeSpan.FromSeconds(1);

    /// <param name="count">How many wait.</param>
    /// <param name="first">The texts of the first of them, in order.</param>
    /// <returns>Null: nothing to show.</returns>
    public static ReplyBody? Of(int count, IReadOnlyList<string> first) =>
        count == 0
            ? null
            : new ReplyBody(
                $"⏳ {ControlTexts.Count(count, "message")} {(count == 1 ? "waits" : "wait")}:\n{ControlTexts.List(first, count)}"
            );
}
