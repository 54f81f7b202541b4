using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>Receipts: eyes, then a check or a cross.</summary>
internal sealed class DiscordReactions(DiscordCalls calls, DiscordDirectory directory, TimeProvider time)
{
    /// <summary>
    /// Of a receipt's two calls the second mostly has to wait: Discord lets one reaction pass in a quarter of a second. To begin with the first again
    /// would never end.
    /// </summary>
    private static readonly TimeSpan _worthWaiting = TimeSpan.FromSeconds(2);

    /// <summary>Timers may be a little early.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromMilliseconds(50);

    private const int UnknownEmoji = 10014;

    /// <returns>The target.</returns>
    public async Task<string> ReactAsync(OutboundMessage message, Receipt receipt, string target, CancellationToken cancellationToken)
    {
        var address = DiscordAddress.Of(message.Conversation);
        var channel = ChannelOf(address, target);
        try
        {
            await SetAsync(message, receipt, channel, target, cancellationToken);
        }
        catch (PlatformRejectedException refused)
            when (channel != address.Channel && DiscordErrors.Is(refused, DiscordErrors.UnknownChannel, DiscordErrors.UnknownMessage))
        {
            // Where no thread could be opened, what is said stands in the channel.
            await SetAsync(message, receipt, address.Channel, target, cancellationToken);
        }

        return target;
    }

    private async Task SetAsync(
        OutboundMessage message,
        Receipt receipt,
        string channel,
        string target,
        CancellationToken cancellationToken
    )
    {
        var method = message.Wish == Wish.Present ? HttpMethod.Put : HttpMethod.Delete;
        await CallAsync(method, EmojiOf(receipt));
        if (receipt != Receipt.Seen)
        {
            await CallAsync(HttpMethod.Delete, EmojiOf(Receipt.Seen));
        }

        async Task CallAsync(HttpMethod how, string emoji)
        {
            try
            {
                await WriteAsync(how, emoji);
            }
            catch (PlatformThrottledException throttled) when (throttled.RetryAfter <= _worthWaiting)
            {
                await Task.Delay(throttled.RetryAfter + _margin, time, cancellationToken);
                await WriteAsync(how, emoji);
            }
        }

        Task WriteAsync(HttpMethod how, string emoji) =>
            calls.WriteAsync(
                DiscordRoute.React(how, channel, target, emoji),
                CallFamily.Reaction,
                null,
                cancellationToken,
                how == HttpMethod.Delete ? [UnknownEmoji] : []
            );
    }

    /// <summary>The message that opens a thread stands in the channel, but for a forum's.</summary>
    private string ChannelOf(DiscordAddress address, string target) =>
        address.Thread is not { } thread ? address.Channel
        : target == thread && !ChannelType.IsForum(directory.Find(address.Channel)?.Type ?? ChannelType.Text) ? address.Channel
        : thread;

    private static string EmojiOf(Receipt receipt) =>
        receipt switch
        {
            Receipt.Seen => "👀",
            Receipt.Done => "✅",
            _ => "❌",
        };
}
