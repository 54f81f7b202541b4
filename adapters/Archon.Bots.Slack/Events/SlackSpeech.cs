using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Events;

/// <summary>Who said a message, if anybody did. Pure.</summary>
internal static class SlackSpeech
{
    /// <summary>Of Slack itself.</summary>
    private const string SlackBot = "USLACKBOT";

    /// <summary>The other subtypes are Slack's own bookkeeping: who came, what the channel is called.</summary>
    public static bool IsSaid(SlackMessage message) =>
        message.Subtype is null or "file_share" or "thread_broadcast" or "me_message" or "bot_message"
        && message.User != SlackBot
        && !(message.Subtype == "bot_message" && message.BotId is null);

    public static bool IsOwn(SlackMessage message, SlackIdentity bot) =>
        message.User == bot.User
        || message.BotId == bot.Bot
        || (bot.App is { } app && (message.AppId == app || message.BotProfile?.AppId == app));

    /// <summary>A bot is known by its bot id, which is what the operator lists, whatever person it posts as.</summary>
    public static Author? AuthorOf(SlackMessage message, SlackIdentity bot, SlackNames names) =>
        message switch
        {
            { BotId: { } id } => new Author(id, message.BotProfile?.Name ?? message.Username ?? id) { IsStranger = true },
            { User: { } id } => names.AuthorOf(id, message.Team, bot),
            _ => null,
        };

    public static string TeamOf(SlackMessage message, SlackIdentity bot, SlackNames names) =>
        message.User is { } user && names.People.TryGetValue(user, out var person) && person.Team is { } team
            ? team
            : message.Team ?? bot.Team;
}
