using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Rendering;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack.Delivery;

/// <summary>Makes one message of a thread equal to the wish. Each carries its row's id, unseen, so that a lost post is found again.</summary>
internal sealed class SlackDelivery(
    SlackCalls calls,
    SlackStreams streams,
    SlackUploads uploads,
    SlackThreads threads,
    SlackDirectory directory,
    ILogger<SlackDelivery> logger
)
{
    /// <summary>Our clock and Slack's may differ so much. An estimate.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(2);

    public Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        message switch
        {
            { Receipt: { } receipt, Target: { } target } => ReactAsync(message, receipt, target, cancellationToken),
            { Wish: Wish.Absent, PlatformMessageId: null } => Task.FromResult(""),
            { Wish: Wish.Absent, PlatformMessageId: { } id } => DeleteAsync(message.Conversation, id, cancellationToken),
            { Body: null } => throw new ArgumentException("A message that is to be present has a body.", nameof(message)),
            { PlatformMessageId: null, Body: { File: { } file } body } => PostFileAsync(message, body, file, cancellationToken),
            { PlatformMessageId: { } id, Body: { File: { } file } body } => CompleteAsync(message, id, body, file, cancellationToken),
            { PlatformMessageId: { } id, Body: { } body } => EditAsync(message, id, body, cancellationToken),
            _ => PostAsync(message, message.Body, cancellationToken),
        };

    /// <summary>Looks for a message of ours that carries the row's id, from the row's own time on.</summary>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformRejectedException">The bot may not read there.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var address = SlackAddress.Of(message.Conversation);
        var mayBeStream = streams.MayHaveStarted(message);
        string? stream = null;
        await foreach (var candidate in threads.SinceAsync(address, RowTime(message.Id) - _skew, cancellationToken))
        {
            if (SlackMark.In(candidate) == message.Id && candidate.Ts is { } ts)
            {
                return new FindResult.Found(ts);
            }

            stream = mayBeStream && IsOpenStreamOfOurs(candidate) ? candidate.Ts : stream;
        }

        return stream is null ? new FindResult.NotThere() : new FindResult.Found(stream);
    }

    private async Task<string> PostAsync(OutboundMessage message, ReplyBody body, CancellationToken cancellationToken)
    {
        if (await streams.StartAsync(message, cancellationToken) is { } stream)
        {
            return stream;
        }

        var arguments = Arguments(message, body);
        arguments["unfurl_links"] = false;
        arguments["unfurl_media"] = false;
        var posted = await calls.WriteAsync(
            "chat.postMessage",
            CallFamily.Message,
            arguments,
            SlackJson.Default.SlackPosted,
            cancellationToken
        );
        return posted?.Ts ?? throw new PlatformOutcomeUnknownException("Slack names no id for what it has posted.");
    }

    private async Task<string> EditAsync(OutboundMessage message, string id, ReplyBody body, CancellationToken cancellationToken)
    {
        if (await streams.ShowAsync(message, id, body, cancellationToken))
        {
            return id;
        }

        try
        {
            await UpdateAsync(message, id, body, cancellationToken);
        }
        catch (PlatformRejectedException refused) when (refused.InnerException is SlackErrorException { Error: "streaming_state_conflict" })
        {
            // Begun by a server that had another mode.
            await streams.EndAsync(message, id, cancellationToken);
            await UpdateAsync(message, id, body, cancellationToken);
        }

        return id;
    }

    private async Task UpdateAsync(OutboundMessage message, string id, ReplyBody body, CancellationToken cancellationToken)
    {
        var arguments = Arguments(message, body);
        arguments["ts"] = id;
        await calls.WriteAsync("chat.update", CallFamily.Edit, arguments, SlackJson.Default.SlackPosted, cancellationToken);
    }

    private async Task<string> DeleteAsync(ConversationKey conversation, string id, CancellationToken cancellationToken)
    {
        await calls.WriteAsync(
            "chat.delete",
            CallFamily.Message,
            new JsonObject { ["channel"] = SlackAddress.Of(conversation).Channel, ["ts"] = id },
            SlackJson.Default.SlackAnswer,
            cancellationToken,
            "message_not_found"
        );
        return id;
    }

    private async Task<string> PostFileAsync(OutboundMessage message, ReplyBody body, ReplyFile file, CancellationToken cancellationToken)
    {
        await SendOnceAsync(message, file, cancellationToken);
        return await PostAsync(message, body with { File = null }, cancellationToken);
    }

    /// <summary>A file's message is Slack's own and carries nothing of ours: it is known by its name, its size and its time.</summary>
    private async Task SendOnceAsync(OutboundMessage message, ReplyFile file, CancellationToken cancellationToken)
    {
        var size = Encoding.UTF8.GetByteCount(file.Text);
        var address = SlackAddress.Of(message.Conversation);
        await foreach (var candidate in threads.SinceAsync(address, RowTime(message.Id) - _skew, cancellationToken))
        {
            if (IsOwn(candidate) && candidate.Files?.Any(known => known.Name == file.Name && known.Size == size) == true)
            {
                return;
            }
        }

        await uploads.SendAsync(message.Conversation, file, cancellationToken);
    }

    /// <summary>The file comes beside the text that announces it; that text stays where it is.</summary>
    private async Task<string> CompleteAsync(
        OutboundMessage message,
        string id,
        ReplyBody body,
        ReplyFile file,
        CancellationToken cancellationToken
    )
    {
        await SendOnceAsync(message, file, cancellationToken);
        try
        {
            return await EditAsync(message, id, body with { File = null }, cancellationToken);
        }
        catch (Exception exception)
            when (exception is PlatformThrottledException or PlatformRejectedException or PlatformOutcomeUnknownException)
        {
            // The file is there: to fail now would send it again.
            logger.StumpLeft(exception.Message);
            return id;
        }
    }

    private async Task<string> ReactAsync(OutboundMessage message, Receipt receipt, string target, CancellationToken cancellationToken)
    {
        var name = NameOf(receipt);
        if (message.Wish == Wish.Present)
        {
            await CallAsync("reactions.add", name, "already_reacted");
        }

        if (message.Wish == Wish.Absent)
        {
            await CallAsync("reactions.remove", name, "no_reaction");
        }

        if (receipt != Receipt.Seen)
        {
            await CallAsync("reactions.remove", NameOf(Receipt.Seen), "no_reaction");
        }

        return target;

        Task CallAsync(string method, string reaction, string harmless) =>
            calls.WriteAsync(
                method,
                CallFamily.Reaction,
                new JsonObject
                {
                    ["channel"] = SlackAddress.Of(message.Conversation).Channel,
                    ["timestamp"] = target,
                    ["name"] = reaction,
                },
                SlackJson.Default.SlackAnswer,
                cancellationToken,
                harmless
            );
    }

    private static string NameOf(Receipt receipt) =>
        receipt switch
        {
            Receipt.Seen => "eyes",
            Receipt.Done => "white_check_mark",
            _ => "x",
        };

    private static JsonObject Arguments(OutboundMessage message, ReplyBody body)
    {
        var address = SlackAddress.Of(message.Conversation);
        var rendered = SlackBlocks.Of(body);
        var arguments = new JsonObject
        {
            ["channel"] = address.Channel,
            ["text"] = rendered.Text,
            ["blocks"] = JsonNode.Parse(rendered.Blocks.GetRawText()),
            ["metadata"] = SlackMark.Of(message.Id),
        };
        if (address.Thread is { } thread)
        {
            arguments["thread_ts"] = thread;
        }

        return arguments;
    }

    /// <summary>One turn runs in a thread at a time.</summary>
    private bool IsOpenStreamOfOurs(SlackMessage candidate) => candidate.StreamingState == "in_progress" && IsOwn(candidate);

    private bool IsOwn(SlackMessage message) => directory.Identity is { } bot && SlackSpeech.IsOwn(message, bot);

    /// <summary>A UUIDv7 begins with the milliseconds since 1970.</summary>
    private static DateTimeOffset RowTime(Guid row) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(row.ToString("N")[..12], 16));
}
