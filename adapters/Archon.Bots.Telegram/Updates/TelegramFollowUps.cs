using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Updates;

/// <summary>
/// In a group only the first picture of an album has the caption with our name, and only the first piece of a long paste: what belongs to it
/// is meant for us, too. Kept in memory, for a minute: the pieces come within a second.
/// </summary>
internal sealed class TelegramFollowUps
{
    /// <summary>Unit: UTF-16 code units. Clients cut at 4,096, at a space if they find one near. An estimate.</summary>
    public const int LongText = 4000;

    /// <summary>From one piece of a paste to the next; Telegram's times are whole seconds. An estimate.</summary>
    private static readonly TimeSpan PieceDistance = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTime> _taken = new(StringComparer.Ordinal);

    public bool Has(Message message) =>
        (message.MediaGroupId is { } album && _taken.ContainsKey(Album(message, album)))
        || (
            message.Text is not null
            && _taken.TryGetValue(Paste(message), out var before)
            && message.Date >= before
            && message.Date - before <= PieceDistance
        );

    public void Take(Message message)
    {
        foreach (var (key, at) in _taken)
        {
            if (message.Date - at > Kept)
            {
                _taken.Remove(key);
            }
        }

        if (message.MediaGroupId is { } album)
        {
            _taken[Album(message, album)] = message.Date;
        }

        if (MayGoOn(message))
        {
            _taken[Paste(message)] = message.Date;
        }
    }

    public static bool MayGoOn(Message message) => message.Text?.Length >= LongText;

    private static string Album(Message message, string album) => $"album:{message.Chat.Id}:{album}";

    private static string Paste(Message message) =>
        $"paste:{message.Chat.Id}:{(message.IsTopicMessage ? message.MessageThreadId : null)}:{message.From?.Id}";
}
