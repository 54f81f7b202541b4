using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Rendering;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>Makes one message of a conversation equal to the wish. Each post carries its row's id, so that Discord takes a repeated one once.</summary>
internal sealed class DiscordDelivery(
    DiscordCalls calls,
    DiscordThreads threads,
    DiscordReactions reactions,
    DiscordNonces nonces,
    DiscordHistory history,
    DiscordDirectory directory,
    TimeProvider time
)
{
    /// <summary>SUPPRESS_EMBEDS: no cards below links. Source: Discord, message resource, flags.</summary>
    private const int NoCards = 1 << 2;

    /// <summary>Discord takes no empty text.</summary>
    private const string Nothing = "…";

    /// <summary>For so long Discord knows a nonce for sure. Source: enforce_nonce, "the past few minutes".</summary>
    private static readonly TimeSpan _nonceLife = TimeSpan.FromMinutes(2);

    /// <summary>Our clock and Discord's may differ so much. An estimate.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        message switch
        {
            { Receipt: { } receipt, Target: { } target } => reactions.ReactAsync(message, receipt, target, cancellationToken),
            { Wish: Wish.Absent, PlatformMessageId: null } => Task.FromResult(""),
            { Wish: Wish.Absent, PlatformMessageId: { } id } => DeleteAsync(message, id, cancellationToken),
            { Body: null } => throw new ArgumentException("A message that is to be present has a body.", nameof(message)),
            { PlatformMessageId: { } id, Body: { } body } => EditAsync(message, id, body, cancellationToken),
            _ => PostAsync(message, message.Body, cancellationToken),
        };

    /// <summary>
    /// Whether a post whose answer was lost is there. As long as Discord knows its nonce, to post it again tells; later it is looked for among
    /// what was said since.
    /// </summary>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformRejectedException">The bot may not read there.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message is not { AttemptedAt: { } attemptedAt, Body: { } body } || time.GetUtcNow() - attemptedAt < _nonceLife)
        {
            return new FindResult.NotThere();
        }

        var bot = await directory.MeAsync(cancellationToken);
        var destination = await threads.OfAsync(message.Conversation, cancellationToken);
        var nonce = nonces.Of(message.Id);
        var content = Content(body);
        await foreach (var candidate in history.AfterAsync(destination.Channel, Snowflake.From(attemptedAt - _skew), cancellationToken))
        {
            if (DiscordSpeech.IsOwn(candidate, bot) && candidate.Id is { } id && IsThis(candidate, message, content, nonce))
            {
                return new FindResult.Found(id);
            }
        }

        return new FindResult.NotThere();
    }

    /// <summary>What Discord keeps of a post is its words: those of the wish, or those that stand in for a running reply's.</summary>
    private static bool IsThis(DiscordMessage candidate, OutboundMessage message, string content, string nonce) =>
        candidate.Nonce.ValueKind == System.Text.Json.JsonValueKind.String
            ? candidate.Nonce.GetString() == nonce
            : candidate.EditedTimestamp is null
                && (candidate.Content == content.Trim() || (message.IsReply && candidate.Content == Nothing))
                && message.Body?.File?.Name == (candidate.Attachments is [var file, ..] ? file.Filename : null);

    private async Task<string> PostAsync(OutboundMessage message, ReplyBody body, CancellationToken cancellationToken)
    {
        var destination = await threads.OfAsync(message.Conversation, cancellationToken);
        var arguments = Arguments(body);
        arguments["nonce"] = nonces.Of(message.Id);
        arguments["enforce_nonce"] = true;
        if (destination.Root is { } root)
        {
            arguments["message_reference"] = new JsonObject { ["message_id"] = root, ["fail_if_not_exists"] = false };
        }

        var posted = await SendAsync(DiscordRoute.Post(destination.Channel), CallFamily.Message, arguments, body, cancellationToken);
        return posted.Id ?? throw new PlatformOutcomeUnknownException("Discord names no id for what it has posted.");
    }

    private async Task<string> EditAsync(OutboundMessage message, string id, ReplyBody body, CancellationToken cancellationToken)
    {
        var channel = (await threads.OfAsync(message.Conversation, cancellationToken)).Channel;
        try
        {
            await InOpenThreadAsync(
                channel,
                () => SendAsync(DiscordRoute.Edit(channel, id), CallFamily.Edit, Arguments(body), body, cancellationToken),
                cancellationToken
            );
            return id;
        }
        catch (PlatformMessageGoneException)
        {
            nonces.Spend(message.Id);
            throw;
        }
    }

    private async Task<string> DeleteAsync(OutboundMessage message, string id, CancellationToken cancellationToken)
    {
        var channel = (await threads.OfAsync(message.Conversation, cancellationToken)).Channel;
        await InOpenThreadAsync(
            channel,
            async () =>
            {
                await calls.WriteAsync(
                    DiscordRoute.Delete(channel, id),
                    CallFamily.Message,
                    null,
                    cancellationToken,
                    DiscordErrors.UnknownMessage
                );
                return id;
            },
            cancellationToken
        );
        nonces.Spend(message.Id);
        return id;
    }

    private async Task InOpenThreadAsync<T>(string channel, Func<Task<T>> callAsync, CancellationToken cancellationToken)
    {
        try
        {
            await callAsync();
        }
        catch (PlatformRejectedException refused) when (DiscordErrors.Is(refused, DiscordErrors.ThreadArchived))
        {
            await threads.UnarchiveAsync(channel, cancellationToken);
            await callAsync();
        }
    }

    private Task<DiscordMessage> SendAsync(
        DiscordRoute route,
        CallFamily family,
        JsonObject arguments,
        ReplyBody body,
        CancellationToken cancellationToken
    ) =>
        body.File is { } file
            ? calls.UploadAsync(
                route,
                family,
                arguments,
                (file.Name, Encoding.UTF8.GetBytes(file.Text)),
                DiscordJson.Default.DiscordMessage,
                cancellationToken
            )
            : calls.WriteAsync(route, family, arguments, DiscordJson.Default.DiscordMessage, cancellationToken);

    private static JsonObject Arguments(ReplyBody body)
    {
        var arguments = SilentMessage.Of(Content(body));
        arguments["components"] = DiscordComponents.Of(body);
        return arguments;
    }

    private static string Content(ReplyBody body)
    {
        var content = DiscordMarkdown.Render(body.Markdown);
        return string.IsNullOrWhiteSpace(content) ? Nothing : content;
    }
}
