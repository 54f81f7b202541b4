using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Slack.Events;

/// <summary>What somebody types after a slash.</summary>
internal sealed class SlackCommands(SlackIdentity bot, SlackFilter filter)
{
    public const string Talk = "/archon";
    public const string Workflow = "/archon-workflow";

    public const string WorkflowAnswer = $"Workflows come later; `{Talk} <text>` talks to the agent now.";

    /// <summary>
    /// In a direct message it is said there. In a channel it opens a thread, whose root the bot has to post first, for a command leaves
    /// nothing to be seen.
    /// </summary>
    /// <param name="channelType">As in <see cref="SlackEvents.Map"/>.</param>
    /// <param name="root">The ts of that root; null in a direct message.</param>
    public InboundMessage? Map(SlackCommand command, string? channelType, string? root, SlackNames names, DateTimeOffset now)
    {
        if (command is not { Command: Talk, TriggerId: { } trigger, UserId: { } user, ChannelId: { } channel })
        {
            return null;
        }

        channelType ??= SlackPlaces.TypeOf(channel);
        if (
            !filter.TakesChannel(channel, channelType)
            || !filter.TakesTeam(names.People.TryGetValue(user, out var person) ? person.Team ?? bot.Team : bot.Team)
            || (root is null && !SlackPlaces.IsDirect(channelType))
        )
        {
            return null;
        }

        var message = new InboundMessage
        {
            Bot = bot.User,
            DeliveryId = trigger,
            OrderKey = SlackTime.Microseconds(root) ?? SlackTime.Microseconds(now),
            Conversation = new SlackAddress(bot.Team, channel, root).Key,
            Author = names.AuthorOf(user, null, bot),
            Text = SlackText.Decode(command.Text ?? "", names).Trim(),
            SentAt = now,
            Kind = MessageKind.Command,
            MessageId = root,
            IsShared = channelType != SlackPlaces.DirectMessage,
            IsMention = true,
        };
        return message with { Text = WithSign(message) };
    }

    /// <summary>
    /// The slash is typed already, so a control needs no second sign: <c>/archon reset</c>. What goes on in sentences is for the agent
    /// even if it begins with such a word: <c>/archon help me with this</c>.
    /// </summary>
    private static string WithSign(InboundMessage message)
    {
        if (message.Text.Length == 0)
        {
            return "!help";
        }

        var signed = message with { Text = "!" + message.Text };
        var isOneWord = !message.Text.Any(char.IsWhiteSpace);
        return InboundKind.Of(signed) switch
        {
            InboundKind.Control { Argument.Length: > 0 } => signed.Text,
            InboundKind.Control or InboundKind.Prompt { StandsAlone: true } when isOneWord => signed.Text,
            _ => message.Text,
        };
    }
}
