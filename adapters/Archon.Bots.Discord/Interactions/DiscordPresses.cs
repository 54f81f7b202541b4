using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Interactions;

/// <summary>A press of a button below a message of ours.</summary>
internal sealed class DiscordPresses(DiscordIdentity bot, DiscordFilter filter, DiscordManners manners)
{
    public InboundMessage? Map(DiscordInteraction press, DiscordPlace place) =>
        press
            is not {
                Type: InteractionType.Component,
                Person: { } person,
                Data.CustomId: { Length: > 0 } action,
                Message: { Id: { } id } message
            }
        || Snowflake.Of(press.Id) is not { } order
        || !filter.Takes(place)
            ? null
            : new InboundMessage
            {
                Bot = bot.User,
                DeliveryId = press.Id!,
                OrderKey = order,
                Conversation = KeyOf(message, place).Key,
                Author = DiscordSpeech.AuthorOf(person, press.Member, isWebhook: false, filter),
                Text = action,
                SentAt = Snowflake.At(order),
                Kind = MessageKind.Pressed,
                IsShared = !place.IsDirect,
                Target = id,
            };

    /// <summary>Where no thread could be opened, our messages refer to the one that began.</summary>
    private DiscordAddress KeyOf(DiscordMessage message, DiscordPlace place) =>
        message.MessageReference?.MessageId is { } root ? place.ConversationOf(root, manners.OpensThreads) : place.Address;
}
