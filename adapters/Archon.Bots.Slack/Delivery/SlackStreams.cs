using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Rendering;
using Archon.Bots.Slack.Settings;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack.Delivery;

/// <summary>
/// Replies that grow by Slack's own streams. A stream only takes what is added: what cannot be reached so ends it, and the message goes on
/// by edits, never before its stream has ended. Source: chat.startStream, chat.appendStream, chat.stopStream.
/// </summary>
internal sealed class SlackStreams(
    SlackCalls calls,
    SlackDirectory directory,
    IOptions<SlackOptions> options,
    TimeProvider time,
    ILogger<SlackStreams> logger
)
{
    private static readonly string[] _overAlready = ["message_not_in_streaming_state", "stopped_by_user", "message_not_found"];

    /// <summary>Slack ends a stream by itself after about five minutes, which its pages do not tell. An estimate.</summary>
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(4);

    /// <summary>What nobody has asked for so long belongs to no turn any more. An estimate.</summary>
    private static readonly TimeSpan _kept = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<Guid, Growth> _growing = new();
    private readonly ConcurrentDictionary<string, byte> _refusing = new(StringComparer.Ordinal);
    private long? _pausedAt;
    private TimeSpan _pause;

    private bool IsOn { get; } = SlackSettings.IsNative(options.Value);

    /// <summary>Whether a lost post of this message may be a stream, which carries no id of its row before it has ended.</summary>
    public bool MayHaveStarted(OutboundMessage message) =>
        IsOn && message is { IsReply: true, Slot: 0 } && SlackAddress.Of(message.Conversation).Thread is not null;

    /// <summary>Begins a running reply as a stream.</summary>
    /// <returns>The message's ts; null: it is not for a stream, or Slack gives none: it is to be posted.</returns>
    /// <exception cref="PlatformOutcomeUnknownException">It may have been begun.</exception>
    public async Task<string?> StartAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!MayHaveStarted(message) || message.Revision > 0)
        {
            return null;
        }

        var ts = await TryStartAsync(message, cancellationToken);
        Remember(message.Id, new Growth(time.GetTimestamp()) { State = ts is null ? GrowthState.Ended : GrowthState.Open });
        return ts;
    }

    /// <summary>Shows the message by its stream.</summary>
    /// <returns>False: it has none, or none any more: it is to be edited.</returns>
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformMessageGoneException">It was deleted.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It may have been done.</exception>
    public async Task<bool> ShowAsync(OutboundMessage message, string ts, ReplyBody body, CancellationToken cancellationToken)
    {
        if (!MayHaveStarted(message))
        {
            return false;
        }

        var isLast = message.Revision > 0;
        var growth = _growing.GetValueOrDefault(message.Id) ?? Remember(message.Id, Growth.OfAnEarlierServer(time.GetTimestamp()));
        var text = SlackMarkdown.Render(isLast ? body.Markdown : body.Steady);
        var isGrown = growth.State == GrowthState.Open && text.StartsWith(growth.Sent, StringComparison.Ordinal);
        var isShown = isGrown && (isLast || time.GetElapsedTime(growth.Since) < _longest);
        if (isShown && !isLast)
        {
            isShown = await AppendAsync(message, ts, growth, text, cancellationToken);
        }
        else if (growth.State != GrowthState.Ended)
        {
            isShown = await EndAsync(message, ts, growth, isShown ? text[growth.Sent.Length..] : "", cancellationToken) && isShown;
        }

        if (isLast)
        {
            _growing.TryRemove(message.Id, out _);
        }

        return isShown;
    }

    /// <summary>Ends the stream of a message that is to be changed by other means.</summary>
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It may have been done.</exception>
    public async Task EndAsync(OutboundMessage message, string ts, CancellationToken cancellationToken) =>
        await EndAsync(message, ts, _growing.GetValueOrDefault(message.Id) ?? new Growth(time.GetTimestamp()), "", cancellationToken);

    private async Task<string?> TryStartAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var address = SlackAddress.Of(message.Conversation);
        if (
            message.Recipient is not { } recipient
            || _refusing.ContainsKey(address.Channel)
            || (_pausedAt is { } since && time.GetElapsedTime(since) < _pause)
        )
        {
            return null;
        }

        var names = await directory.NamesOfAsync([recipient], cancellationToken);
        var team = names.People.TryGetValue(recipient, out var person) ? person.Team : null;
        try
        {
            var started = await calls.WriteAsync(
                "chat.startStream",
                CallFamily.Message,
                new JsonObject
                {
                    ["channel"] = address.Channel,
                    ["thread_ts"] = address.Thread,
                    ["recipient_user_id"] = recipient,
                    ["recipient_team_id"] = team ?? address.Team,
                },
                SlackJson.Default.SlackPosted,
                cancellationToken
            );
            return started?.Ts ?? throw new PlatformOutcomeUnknownException("Slack names no id for the stream that it has begun.");
        }
        catch (PlatformThrottledException throttled)
        {
            // Far fewer streams than posts may be begun in a minute: this one is a post.
            (_pausedAt, _pause) = (time.GetTimestamp(), throttled.RetryAfter);
            return null;
        }
        catch (PlatformRejectedException refused)
        {
            _refusing[address.Channel] = 0;
            logger.StreamRefused(address.Channel, refused.Message);
            return null;
        }
    }

    /// <returns>False: the stream has ended.</returns>
    private async Task<bool> AppendAsync(
        OutboundMessage message,
        string ts,
        Growth growth,
        string text,
        CancellationToken cancellationToken
    )
    {
        if (text.Length == growth.Sent.Length)
        {
            return true;
        }

        growth.State = GrowthState.Unsure;
        try
        {
            var appended = await calls.WriteAsync(
                "chat.appendStream",
                CallFamily.Edit,
                Arguments(message, ts, text[growth.Sent.Length..]),
                SlackJson.Default.SlackAnswer,
                cancellationToken,
                _overAlready
            );
            (growth.State, growth.Sent) = appended is null ? (GrowthState.Ended, growth.Sent) : (GrowthState.Open, text);
        }
        catch (PlatformThrottledException)
        {
            growth.State = GrowthState.Open;
            throw;
        }
        catch (PlatformRejectedException refused)
        {
            logger.StreamRefused(SlackAddress.Of(message.Conversation).Channel, refused.Message);
            await EndAsync(message, ts, growth, "", cancellationToken);
        }

        return growth.State == GrowthState.Open;
    }

    /// <param name="rest">What is still to be added.</param>
    /// <returns>Whether Slack has taken the rest.</returns>
    private async Task<bool> EndAsync(OutboundMessage message, string ts, Growth growth, string rest, CancellationToken cancellationToken)
    {
        if (rest.Length > 0)
        {
            growth.State = GrowthState.Unsure;
        }

        var arguments = Arguments(message, ts, rest);
        arguments["metadata"] = SlackMark.Of(message.Id);
        try
        {
            var ended = await calls.WriteAsync(
                "chat.stopStream",
                CallFamily.Edit,
                arguments,
                SlackJson.Default.SlackAnswer,
                cancellationToken,
                _overAlready
            );
            growth.State = GrowthState.Ended;
            return ended is not null;
        }
        catch (PlatformRejectedException refused)
        {
            // An edit will tell whether the message can be changed at all.
            growth.State = GrowthState.Ended;
            logger.StreamRefused(SlackAddress.Of(message.Conversation).Channel, refused.Message);
            return false;
        }
    }

    private static JsonObject Arguments(OutboundMessage message, string ts, string text)
    {
        var arguments = new JsonObject { ["channel"] = SlackAddress.Of(message.Conversation).Channel, ["ts"] = ts };
        if (text.Length > 0)
        {
            arguments["markdown_text"] = text;
        }

        return arguments;
    }

    private Growth Remember(Guid row, Growth growth)
    {
        foreach (var (old, other) in _growing)
        {
            if (time.GetElapsedTime(other.Since) > _kept)
            {
                _growing.TryRemove(old, out _);
            }
        }

        return _growing[row] = growth;
    }

    private enum GrowthState
    {
        Open,

        /// <summary>Whether the last call was done, or whether there is a stream at all, nobody knows.</summary>
        Unsure,
        Ended,
    }

    /// <summary>One message as far as it has grown. Used by its conversation's one drain alone.</summary>
    private sealed class Growth(long since)
    {
        public long Since => since;

        /// <summary>As rendered.</summary>
        public string Sent { get; set; } = "";

        public GrowthState State { get; set; }

        public static Growth OfAnEarlierServer(long since) => new(since) { State = GrowthState.Unsure };
    }
}
