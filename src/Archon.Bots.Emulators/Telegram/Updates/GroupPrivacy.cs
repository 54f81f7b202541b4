using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Updates;

/// <summary>What a bot in privacy mode sees of a group: commands, mentions of it, answers to it, and service messages.</summary>
internal static class GroupPrivacy
{
    public static bool Shows(ChatMessage message, TelegramWorld world)
    {
        var chat = message.Chat;
        if (chat.IsPrivate)
        {
            return message.From is not { Blocked: true };
        }

        if (chat.BotStatus is "left" or "kicked")
        {
            return false;
        }

        return !world.Bot.Privacy
            || chat.BotStatus == "administrator"
            || message.IsService
            || message.ReplyTo is { ByBot: true }
            || message.Content.Entities.Any(entity => Addresses(entity.Type, Slice(message, entity.Offset, entity.Length), world.Bot));
    }

    private static string Slice(ChatMessage message, int offset, int length) => message.Content.Text.Substring(offset, length);

    private static bool Addresses(string type, string text, BotAccount bot) =>
        type switch
        {
            "mention" => string.Equals(text, bot.Mention, StringComparison.OrdinalIgnoreCase),
            "bot_command" => !text.Contains('@', StringComparison.Ordinal)
                || text.EndsWith(bot.Mention, StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
}
