using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Updates;

/// <summary>The words of a message, and whether they are meant for us. Pure.</summary>
/// <param name="Text">Without our name where it only calls us.</param>
/// <param name="IsMention">The text stood beside our name.</param>
/// <param name="IsForUs">In a group; in a private chat everything is.</param>
internal sealed record TelegramAddressing(string Text, bool IsMention, bool IsForUs)
{
    public static TelegramAddressing Of(Message message, BotIdentity bot)
    {
        var text = message.Text ?? message.Caption ?? "";
        MessageEntity[] entities = (message.Text is null ? message.CaptionEntities : message.Entities) ?? [];
        MessageEntity[] mentions = [.. entities.Where(entity => IsOurs(entity, text, bot))];
        return new TelegramAddressing(
            WithoutSuffix(mentions.Length > 0 ? Cut(text, mentions) : text, bot),
            mentions.Length > 0,
            Calls(CommandOf(text, entities), mentions.Length > 0 || IsReplyTo(message, bot), bot)
        );
    }

    /// <summary>The message that this one answers. In a topic whatever answers nothing answers the message which opened the topic.</summary>
    public static Message? ReplyOf(Message message) =>
        message.ReplyToMessage is { } reply && !(message.IsTopicMessage && reply.Id == message.MessageThreadId) ? reply : null;

    public static bool IsReplyTo(Message message, BotIdentity bot) =>
        ReplyOf(message)?.From is { } author && author.Id.ToString() == bot.Id;

    /// <param name="isCalled">By our name, or by an answer to us.</param>
    private static bool Calls(string command, bool isCalled, BotIdentity bot) =>
        command.IndexOf('@', StringComparison.Ordinal) is >= 0 and var suffix
            ? bot.IsNamed(command[suffix..])
            : isCalled || (command.Length > 0 && !bot.ReadsGroups);

    private static bool IsOurs(MessageEntity entity, string text, BotIdentity bot) =>
        entity.Type switch
        {
            MessageEntityType.Mention => bot.IsNamed(Slice(text, entity)),
            MessageEntityType.TextMention => entity.User?.Id.ToString() == bot.Id && Slice(text, entity).Length > 0,
            _ => false,
        };

    /// <summary>Empty: the text does not begin with a command.</summary>
    private static string CommandOf(string text, MessageEntity[] entities) =>
        entities.FirstOrDefault(entity => entity is { Type: MessageEntityType.BotCommand, Offset: 0 }) is { } command
            ? Slice(text, command)
            : "";

    private static string Slice(string text, MessageEntity entity) =>
        entity.Offset < 0 || entity.Length < 0 || entity.Offset + entity.Length > text.Length
            ? ""
            : text.Substring(entity.Offset, entity.Length);

    private static string WithoutSuffix(string text, BotIdentity bot)
    {
        var end = text.AsSpan().IndexOfAny(" \n\t");
        var command = text.StartsWith('/') ? text[..(end < 0 ? text.Length : end)] : "";
        var suffix = command.IndexOf('@', StringComparison.Ordinal);
        return suffix >= 0 && bot.IsNamed(command[suffix..]) ? text.Remove(suffix, command.Length - suffix) : text;
    }

    /// <summary>Our name at the start or the end calls us and is no part of what is said; anywhere else it is.</summary>
    private static string Cut(string text, MessageEntity[] mentions)
    {
        var start = 0;
        var end = text.TrimEnd().Length;
        foreach (var mention in mentions.OrderBy(mention => mention.Offset))
        {
            if (string.IsNullOrWhiteSpace(text[start..mention.Offset]))
            {
                start = mention.Offset + mention.Length;
                start += start < end && text[start] is ',' or ':' ? 1 : 0;
            }
        }

        foreach (var mention in mentions.OrderByDescending(mention => mention.Offset))
        {
            if (mention.Offset >= start && mention.Offset + mention.Length == end)
            {
                end = text[..mention.Offset].TrimEnd().Length;
            }
        }

        return end <= start ? "" : text[start..end].Trim();
    }
}
