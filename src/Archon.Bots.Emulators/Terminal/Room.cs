using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>A message of the private chat as a reader sees it now.</summary>
/// <param name="SentAt">Unit: milliseconds since the epoch.</param>
/// <param name="ChangedAt">Unit: milliseconds since the epoch.</param>
internal sealed record RoomMessage(
    string Id,
    bool IsFromBot,
    string Text,
    long SentAt,
    long ChangedAt,
    ImmutableArray<string> Reactions,
    ImmutableArray<string> Buttons
)
{
    /// <summary>The text with the buttons below it.</summary>
    internal string Shown => Buttons.IsEmpty ? Text : $"{Text}\n{string.Join(' ', Buttons.Select(button => $"[{button}]"))}";

    // A post that stands for an answer to come is a lone ellipsis.
    internal bool IsStump => Text is "…";
}

/// <summary>What stands in the private chat, oldest first, deleted messages left out.</summary>
internal sealed record Room(ImmutableArray<RoomMessage> Messages)
{
    private const string AtWork = "👀";

    /// <summary>Unit: milliseconds. How long a bot that set its last reaction may still be editing.</summary>
    private const long QuietAfterReceipt = 500;

    /// <summary>Unit: milliseconds. How long a bot without reactions must be silent until it counts as done.</summary>
    private const long QuietWithoutReceipt = 3000;

    /// <summary>Unit: milliseconds. How long a message in the middle must stay as it is until it is shown.</summary>
    private const long QuietInBetween = 1000;

    internal IEnumerable<RoomMessage> FromBot => Messages.Where(message => message.IsFromBot);

    /// <summary>Nothing that was said still waits for its answer.</summary>
    internal bool IsSettled(long now)
    {
        if (Messages.LastOrDefault(message => !message.IsFromBot) is not { } said)
        {
            return true;
        }

        var answers = FromBot.Where(message => message.ChangedAt >= said.SentAt).ToList();
        var quiet = now - answers.Select(answer => answer.ChangedAt).DefaultIfEmpty(said.SentAt).Max();
        return !said.Reactions.Contains(AtWork)
            && !answers.Exists(answer => answer.IsStump)
            && (said.Reactions.Length > 0 ? quiet >= QuietAfterReceipt : answers.Count > 0 && quiet >= QuietWithoutReceipt);
    }

    /// <summary>The message will hardly change any more: the answer is over, another message followed it, or it asks something.</summary>
    internal bool IsDone(RoomMessage message, long now) =>
        !message.IsStump
        && (IsSettled(now) || (now - message.ChangedAt >= QuietInBetween && (message != FromBot.Last() || !message.Buttons.IsEmpty)));
}
