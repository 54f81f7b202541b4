using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>Who said a message, if anybody did, and what a reader sees of it. Pure.</summary>
internal static class DiscordSpeech
{
    private const int Default = 0;
    private const int Reply = 19;
    private const int Forwarded = 1;

    /// <summary>The other types are Discord's own bookkeeping: who came, which thread began.</summary>
    public static bool IsSaid(DiscordMessage message) =>
        message.Type is Default or Reply && message.Author is { System: false, Id: not null };

    public static bool IsOwn(DiscordMessage message, DiscordIdentity bot) => message.Author?.Id == bot.User;

    /// <summary>Something that answers a message of ours.</summary>
    public static bool AnswersUs(DiscordMessage message, DiscordIdentity bot) =>
        message is { Type: Reply, ReferencedMessage: { } answered } && IsOwn(answered, bot);

    /// <summary>Of a webhook only if it is listed, as of any other bot.</summary>
    public static bool IsHeard(DiscordMessage message, DiscordIdentity bot, DiscordFilter filter) =>
        !IsOwn(message, bot)
        && (
            message.WebhookId is { } webhook
                ? filter.Bots.Contains(webhook)
                : !message.Author!.Bot || filter.Bots.Contains(message.Author.Id!)
        );

    public static Author AuthorOf(DiscordMessage message, DiscordFilter filter) =>
        AuthorOf(message.Author!, message.Member, message.WebhookId is not null, filter);

    public static Author AuthorOf(DiscordUser person, DiscordMember? member, bool isWebhook, DiscordFilter filter) =>
        new(person.Id ?? "", DiscordText.NameOf(person, member))
        {
            IsStranger = person.Bot || isWebhook,
            IsVouchedFor = filter.Vouches(member),
        };

    /// <summary>What somebody else had said: the message that is answered, or the one that is forwarded.</summary>
    public static Quotation? QuotationOf(DiscordMessage message, DiscordIdentity bot, IDiscordNames names) =>
        message switch
        {
            { MessageReference.Type: Forwarded, MessageSnapshots: [{ Message: { } forwarded }, ..] } => new Quotation(
                "somebody",
                WordsOf(forwarded, names)
            ),
            { ReferencedMessage: { Author: { } author } answered }
                when author.Id != bot.User && WordsOf(answered, names) is { Length: > 0 } words => new Quotation(
                DiscordText.NameOf(author),
                words
            ),
            _ => null,
        };

    /// <summary>All that a reader sees of it: an alert is often nothing but a card.</summary>
    public static string WordsOf(DiscordMessage message, IDiscordNames names) =>
        string.Join(
            '\n',
            (message.Embeds ?? [])
                .SelectMany(card =>
                    new[] { card.Title, card.Description }.Concat((card.Fields ?? []).Select(field => $"{field.Name}: {field.Value}"))
                )
                .Prepend(message.Content)
                .Where(words => !string.IsNullOrWhiteSpace(words))
                .Select(words => DiscordText.Decode(words!, message.Mentions, names))
        );
}
