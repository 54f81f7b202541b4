using System.Collections.Immutable;
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

    /// <summary>A message of somebody else that the author has forwarded.</summary>
    public static Quotation? QuotationOf(SlackMessage message, SlackNames names) =>
        message.Attachments?.FirstOrDefault(card => card.IsShare == true) is { Text: { Length: > 0 } text } share
            ? new Quotation(share.AuthorName ?? "somebody", SlackText.Decode(text, names))
            : null;

    /// <summary>All that a reader sees of it: an alert is often nothing but a card.</summary>
    public static string WordsOf(SlackMessage message, SlackNames names) =>
        string.Join(
            '\n',
            (message.Attachments ?? [])
                .SelectMany(card => new[] { card.Title, card.Text ?? card.Fallback })
                .Prepend(message.Text)
                .Where(words => !string.IsNullOrWhiteSpace(words))
                .Select(words => SlackText.Decode(words!, names))
        );

    /// <summary>Who is to be known before the message, what it was, and what it became can be mapped.</summary>
    public static ImmutableArray<string> PeopleOf(SlackMessage message) =>
        [
            .. new[] { message.User }
                .OfType<string>()
                .Concat(SlackText.PeopleIn(message.Text))
                .Concat((message.Attachments ?? []).SelectMany(card => SlackText.PeopleIn(card.Text ?? card.Fallback)))
                .Concat(new[] { message.Message, message.PreviousMessage }.OfType<SlackMessage>().SelectMany(inner => PeopleOf(inner)))
                .Distinct(),
        ];

    public static string TeamOf(SlackMessage message, SlackIdentity bot, SlackNames names) =>
        message.User is { } user && names.People.TryGetValue(user, out var person) && person.Team is { } team
            ? team
            : message.Team ?? bot.Team;
}
