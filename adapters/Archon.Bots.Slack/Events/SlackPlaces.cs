using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Slack.Events;

/// <summary>Which conversation something belongs to, and what happens to the places that conversations are in. Pure.</summary>
internal static class SlackPlaces
{
    public const string DirectMessage = "im";
    public const string GroupMessage = "mpim";

    /// <summary>In a direct message, alone or in a group, all is said to the bot.</summary>
    public static bool IsDirect(string? channelType) => channelType is DirectMessage or GroupMessage;

    /// <summary>Told by its id alone; null: conversations.info has to be asked.</summary>
    public static string? TypeOf(string channel) => channel.StartsWith('D') ? DirectMessage : null;

    /// <summary>
    /// A channel is no conversation: whatever is said there is, or opens, a thread. A direct message is one, and each thread in it
    /// another.
    /// </summary>
    /// <param name="ts">Of the message.</param>
    /// <param name="thread">Of its thread's root; null: it is in none.</param>
    public static ConversationKey Key(SlackIdentity bot, string channel, string? channelType, string ts, string? thread) =>
        new SlackAddress(bot.Team, channel, IsDirect(channelType) ? (thread == ts ? null : thread) : thread ?? ts).Key;

    /// <summary>The bot came to a channel; null: somebody else did, or nobody knows who brought it.</summary>
    public static InboundMessage? MapJoin(SlackEvent.Joined joined, SlackIdentity bot, SlackNames names, SlackFilter filter) =>
        joined is not { Channel: { } channel, Inviter: { } inviter, EventTs: { } ts }
        || joined.User != bot.User
        || !filter.TakesChannel(channel, null)
        || SlackTime.Microseconds(ts) is not { } order
            ? null
            : new InboundMessage
            {
                Bot = bot.User,
                DeliveryId = $"{ts}@{channel}:member",
                OrderKey = order,
                Conversation = new SlackAddress(bot.Team, channel, null).Key,
                Author = names.AuthorOf(inviter, null, bot),
                Text = "",
                SentAt = SlackTime.At(order),
                Kind = MessageKind.Opened,
                IsShared = true,
            };

    /// <summary>The stop button that Slack itself shows beside an agent that works.</summary>
    public static InboundMessage? MapStop(SlackEvent.SessionStopped stop, string? channelType, SlackIdentity bot, SlackNames names) =>
        stop is not { Channel: { } channel, User: { } user, EventTs: { } ts } || SlackTime.Microseconds(ts) is not { } order
            ? null
            : new InboundMessage
            {
                Bot = bot.User,
                DeliveryId = $"{ts}@{channel}:stopped",
                OrderKey = order,
                Conversation = new SlackAddress(bot.Team, channel, stop.ThreadTs).Key,
                Author = names.AuthorOf(user, null, bot),
                Text = "!stop",
                SentAt = SlackTime.At(order),
                Kind = MessageKind.Command,
                IsShared = (channelType ?? TypeOf(channel)) != DirectMessage,
            };
}
