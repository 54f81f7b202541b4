using System.Collections.Immutable;
using Archon.Bots.Emulators.Telegram.Formatting;

namespace Archon.Bots.Emulators.Playground.Telegram;

/// <summary>The chat as its reader sees it now.</summary>
/// <param name="Messages">Oldest first.</param>
internal sealed record TelegramChat(ImmutableArray<TelegramMessage> Messages, bool IsBotTyping);

/// <param name="Key"><c>chat:message_id</c>.</param>
/// <param name="SentAt">Unit: milliseconds since the epoch.</param>
internal sealed record TelegramMessage(
    string Key,
    bool IsMine,
    FormattedText Content,
    long SentAt,
    bool IsEdited,
    ImmutableArray<string> Reactions,
    ImmutableArray<TelegramButton> Buttons,
    ImmutableArray<TelegramFile> Files
);

internal sealed record TelegramButton(string Label, string Action);

/// <param name="Size">Unit: bytes.</param>
internal sealed record TelegramFile(string Id, string Name, int Size);
