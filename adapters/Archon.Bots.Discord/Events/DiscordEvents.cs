using System.Globalization;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>
/// A message of Discord as a message of the house; null: not for us. Live, replayed and read-back copies go the same way, so that they meet in
/// the inbox.
/// </summary>
internal sealed class DiscordEvents(DiscordIdentity bot, DiscordFilter filter, IDiscordNames names, DiscordManners manners)
{
    public InboundMessage? Map(DiscordMessage message, DiscordPlace place)
    {
        if (!filter.Takes(place) || !DiscordSpeech.IsSaid(message) || !DiscordSpeech.IsHeard(message, bot, filter))
        {
            return null;
        }

        var addressing = DiscordAddressing.Of(message, bot, names);
        var isAddressed = place.IsDirect || addressing.IsMention || DiscordSpeech.AnswersUs(message, bot) || !manners.RequireMention;
        // A line of a thread may be for us: whether that thread is a conversation, the inbox knows.
        return (isAddressed || place.IsThread) && Snowflake.Of(message.Id) is { } order
            ? new InboundMessage
            {
                Bot = bot.User,
                DeliveryId = message.Id!,
                OrderKey = order,
                Conversation = KeyOf(message, place).Key,
                Author = DiscordSpeech.AuthorOf(message, filter),
                Text = addressing.Text,
                SentAt = Snowflake.At(order),
                Attachments = DiscordAttachments.Of(message),
                MessageId = message.Id,
                IsShared = !place.IsDirect,
                IsMention = addressing.IsMention,
                IsAddressed = isAddressed,
                Quotation = DiscordSpeech.QuotationOf(message, bot, names),
                ReplyTo = message.ReferencedMessage?.Id,
            }
            : null;
    }

    /// <summary>
    /// An edit of its author's; null: Discord has changed something by itself, as a card below a link. What is told of it does not say what stood
    /// there before: a message that was for us is found by its conversation, and one that calls us now is said now.
    /// </summary>
    public (InboundMessage Edit, InboundMessage? Said)? MapEdit(DiscordMessage change, DiscordPlace place)
    {
        if (
            change is not { EditedTimestamp: { } editedAt, Content: not null, Author: not null }
            || !DateTimeOffset.TryParse(editedAt, CultureInfo.InvariantCulture, out var time)
            || !filter.Takes(place)
            || !DiscordSpeech.IsSaid(change)
            || !DiscordSpeech.IsHeard(change, bot, filter)
            || Snowflake.Of(change.Id) is not { } order
        )
        {
            return null;
        }

        var said = Map(change, place);
        var text = DiscordAddressing.Of(change, bot, names);
        var edit = new InboundMessage
        {
            Bot = bot.User,
            DeliveryId = $"{change.Id}:{time.ToUnixTimeMilliseconds()}",
            OrderKey = order,
            Conversation = KeyOf(change, place).Key,
            Author = DiscordSpeech.AuthorOf(change, filter),
            Text = text.Text,
            SentAt = time,
            Kind = MessageKind.Edited,
            Attachments = DiscordAttachments.Of(change),
            Target = change.Id,
            IsShared = !place.IsDirect,
            IsMention = text.IsMention,
            IsAddressed = false,
        };
        return (edit, said is { IsAddressed: true } && !place.IsDirect ? said : null);
    }

    /// <summary>It is gone; who has deleted it is not told.</summary>
    public InboundMessage? MapDelete(string? id, DiscordPlace place) =>
        !filter.Takes(place) || Snowflake.Of(id) is not { } order
            ? null
            : new InboundMessage
            {
                Bot = bot.User,
                DeliveryId = $"{id}:deleted",
                OrderKey = order,
                Conversation = place.ConversationOf(id!, manners.OpensThreads).Key,
                Author = Author.Unknown,
                Text = "",
                SentAt = Snowflake.At(order),
                Kind = MessageKind.Deleted,
                Target = id,
                IsShared = !place.IsDirect,
                IsAddressed = false,
            };

    /// <summary>What was said in a thread, whoever said it and whether or not it was said to us; null: nobody did, or we, or it is empty.</summary>
    public ThreadLine? ToLine(DiscordMessage message)
    {
        if (!DiscordSpeech.IsSaid(message) || DiscordSpeech.IsOwn(message, bot))
        {
            return null;
        }

        var text = AttachmentText.Record(DiscordSpeech.WordsOf(message, names), DiscordAttachments.Of(message));
        return text.Length == 0 ? null : new ThreadLine(DiscordSpeech.AuthorOf(message, filter), text);
    }

    /// <summary>
    /// Where no thread could be opened, our answers refer to the message that began: who answers one of them goes on there.
    /// </summary>
    private DiscordAddress KeyOf(DiscordMessage message, DiscordPlace place)
    {
        var root = DiscordSpeech.AnswersUs(message, bot) ? message.ReferencedMessage?.MessageReference?.MessageId : null;
        return place.ConversationOf(root ?? message.Id!, manners.OpensThreads);
    }
}
