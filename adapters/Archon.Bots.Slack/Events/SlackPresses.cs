using Archon.Bots.Core.Messages;

namespace Archon.Bots.Slack.Events;

/// <summary>A press of a button below a message of ours.</summary>
internal sealed class SlackPresses(SlackIdentity bot, SlackFilter filter)
{
    /// <param name="channelType">As in <see cref="SlackEvents.Map"/>.</param>
    /// <param name="now">For what Slack gives no time of.</param>
    public InboundMessage? Map(SlackInteraction press, string? channelType, SlackNames names, DateTimeOffset now)
    {
        if (
            press
                is not {
                    Type: "block_actions",
                    TriggerId: { } trigger,
                    User: { Id: { } user } person,
                    Container: { MessageTs: { } ts } container,
                    Actions: [{ Value: { Length: > 0 } value } action, ..]
                }
            || (container.ChannelId ?? press.Channel?.Id) is not { } channel
            || SlackTime.Microseconds(ts) is not { } order
        )
        {
            return null;
        }

        channelType ??= SlackPlaces.TypeOf(channel);
        return !filter.TakesChannel(channel, channelType) || !filter.TakesTeam(person.TeamId ?? bot.Team)
            ? null
            : new InboundMessage
            {
                Bot = bot.User,
                DeliveryId = trigger,
                OrderKey = order,
                Conversation = SlackPlaces.Key(bot, channel, channelType, ts, container.ThreadTs),
                Author = names.AuthorOf(user, person.TeamId, bot),
                Text = value,
                SentAt = SlackTime.Microseconds(action.ActionTs) is { } at ? SlackTime.At(at) : now,
                Kind = MessageKind.Pressed,
                IsShared = channelType != SlackPlaces.DirectMessage,
                Target = ts,
            };
    }
}
