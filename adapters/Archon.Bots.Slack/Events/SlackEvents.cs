using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Events;

/// <summary>
/// A message of Slack as a message of the house; null: not for us. Live and read-back copies go the same way, and so do the two events
/// of one post, so that they meet in the inbox.
/// </summary>
internal sealed class SlackEvents(SlackIdentity bot, SlackFilter filter)
{
    /// <param name="channel">The place: a history does not repeat it in its messages.</param>
    /// <param name="channelType">im, mpim, channel, group; null: told by the channel's id, a group direct message is not known so.</param>
    public InboundMessage? Map(SlackMessage message, string channel, string? channelType, SlackNames names)
    {
        channelType ??= SlackPlaces.TypeOf(channel);
        return !filter.TakesChannel(channel, channelType)
            ? null
            : message.Subtype switch
            {
                "message_changed" => MapChange(message, channel, channelType, names),
                "message_deleted" => MapDelete(message.PreviousMessage, message.DeletedTs, channel, channelType, names),
                _ => Take(message, channel, channelType, names) is { } taken && IsForUs(message, channelType) ? taken : null,
            };
    }

    /// <summary>
    /// What was said in a thread, whoever said it and whether or not it was said to us; null: nobody said it, or it is empty.
    /// </summary>
    public SlackLine? ToLine(SlackMessage message, SlackNames names)
    {
        if (!SlackSpeech.IsSaid(message) || message.Ts is not { } ts || SlackSpeech.AuthorOf(message, bot, names) is not { } author)
        {
            return null;
        }

        var text = AttachmentText.Record(SlackSpeech.WordsOf(message, names), SlackAttachments.Of(message));
        var isOwn = SlackSpeech.IsOwn(message, bot);
        return text.Length == 0 ? null : new SlackLine(author, text, ts, IsBot: isOwn || message.BotId is not null, isOwn);
    }

    /// <summary>
    /// Slack tells a change of what it adds itself, too: previews of links, the count of replies. A person's edit has a time and another
    /// text.
    /// </summary>
    private InboundMessage? MapChange(SlackMessage change, string channel, string? channelType, SlackNames names)
    {
        var before = change.PreviousMessage;
        if (change.Message is not { } now)
        {
            return null;
        }

        if (now.Subtype == "tombstone")
        {
            return MapDelete(before, now.Ts, channel, channelType, names);
        }

        if (
            SlackTime.Microseconds(now.Edited?.Ts) is not { } editedAt
            || now.Text == before?.Text
            || Take(now, channel, channelType, names) is not { } taken
        )
        {
            return null;
        }

        var wasForUs = before is not null && IsForUs(before, channelType);
        return (wasForUs, IsForUs(now, channelType)) switch
        {
            // Nobody has heard it before the bot's name was put in: it is said now.
            (false, true) when before is not null => taken,
            (false, false) => null,
            _ => taken with
            {
                Kind = MessageKind.Edited,
                DeliveryId = $"{taken.DeliveryId}:{now.Edited!.Ts}",
                Target = taken.MessageId,
                SentAt = SlackTime.At(editedAt),
                IsAddressed = taken.IsAddressed || SlackAddressing.IsMentioned(before?.Text, bot),
            },
        };
    }

    private InboundMessage? MapDelete(SlackMessage? before, string? ts, string channel, string? channelType, SlackNames names) =>
        before is null || Take(before with { Ts = ts }, channel, channelType, names) is not { } taken || !IsForUs(before, channelType)
            ? null
            : taken with
            {
                Kind = MessageKind.Deleted,
                DeliveryId = $"{taken.DeliveryId}:deleted",
                Target = taken.MessageId,
                Text = "",
                Attachments = [],
                Quotation = null,
            };

    /// <summary>The message, if it is one of somebody that we listen to.</summary>
    private InboundMessage? Take(SlackMessage message, string channel, string? channelType, SlackNames names)
    {
        if (
            !SlackSpeech.IsSaid(message)
            || SlackSpeech.IsOwn(message, bot)
            || (message.BotId is { } other && !filter.Bots.Contains(other))
            || SlackSpeech.AuthorOf(message, bot, names) is not { } author
            || !filter.TakesTeam(SlackSpeech.TeamOf(message, bot, names))
            || SlackTime.Microseconds(message.Ts) is not { } order
        )
        {
            return null;
        }

        var addressing = SlackAddressing.Of(message.Text, bot, names);
        return new InboundMessage
        {
            Bot = bot.User,
            DeliveryId = $"{message.Ts}@{channel}",
            OrderKey = order,
            Conversation = SlackPlaces.Key(bot, channel, channelType, message.Ts!, message.ThreadTs),
            Author = author,
            Text = addressing.Text,
            SentAt = SlackTime.At(order),
            Attachments = SlackAttachments.Of(message),
            MessageId = message.Ts,
            IsShared = channelType != SlackPlaces.DirectMessage,
            IsMention = addressing.IsMention,
            IsAddressed = addressing.IsMention || SlackPlaces.IsDirect(channelType),
            Quotation = SlackSpeech.QuotationOf(message, names),
        };
    }

    /// <summary>A line of a thread may be: whether that thread is a conversation, the inbox knows.</summary>
    private bool IsForUs(SlackMessage message, string? channelType) =>
        SlackPlaces.IsDirect(channelType)
        || SlackAddressing.IsMentioned(message.Text, bot)
        || (message.ThreadTs is { } thread && thread != message.Ts);
}
