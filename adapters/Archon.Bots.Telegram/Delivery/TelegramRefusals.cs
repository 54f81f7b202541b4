namespace Archon.Bots.Telegram.Delivery;

/// <summary>What Telegram refuses for good, in words for people. The texts are those of the Bot API server.</summary>
internal static class TelegramRefusals
{
    private static readonly (string Text, string Words)[] Known =
    [
        ("bot was blocked by the user", "the user has blocked the bot; it can write again when they unblock it"),
        ("user is deactivated", "the user's account was deleted"),
        ("bot can't initiate conversation", "the user has not written to the bot yet; it cannot write first"),
        ("bot was kicked", "the bot was removed from the group; somebody there has to add it again"),
        ("bot is not a member", "the bot is not in the group any more; somebody there has to add it again"),
        ("chat not found", "there is no such chat, or it is not open to the bot"),
        ("group chat was deactivated", "the group was closed"),
        ("message thread not found", "the topic was deleted"),
        ("TOPIC_DELETED", "the topic was deleted"),
        ("TOPIC_CLOSED", "the topic is closed; an administrator can open it again"),
        ("have no rights to send", "the bot may not write in this group; an administrator can allow it"),
        ("not enough rights", "the bot lacks a right in this group; an administrator can give it"),
        ("CHAT_WRITE_FORBIDDEN", "the bot may not write in this group; an administrator can allow it"),
        ("REACTION_INVALID", "that reaction is not allowed in this chat"),
    ];

    public static string Describe(string text) =>
        Known.FirstOrDefault(known => text.Contains(known.Text, StringComparison.OrdinalIgnoreCase)) is { Words: { } words }
            ? $"Telegram: {words} ({text})"
            : $"Telegram: {text}";
}
