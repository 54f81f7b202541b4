using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>Reads what was said in a channel or a thread.</summary>
internal sealed class DiscordHistory(DiscordCalls calls, DiscordDirectory directory)
{
    /// <summary>Unit: messages of one page. Source: Discord, get channel messages, limit.</summary>
    private const int PageSize = 100;

    /// <summary>A place in which more was said is read only so far at a time. An estimate.</summary>
    private const int MostPages = 50;

    /// <summary>What was said after an id, oldest first.</summary>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformRejectedException">The bot may not read there.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async IAsyncEnumerable<DiscordMessage> AfterAsync(
        string channel,
        long after,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        for (var page = 0; page < MostPages; page++)
        {
            var messages = await PageAsync(DiscordRoute.Messages(channel, PageSize, after: Snowflake.Text(after)), cancellationToken);
            foreach (var message in messages)
            {
                yield return message;
            }

            if (messages.Count < PageSize)
            {
                yield break;
            }

            after = Snowflake.Of(messages[^1].Id) ?? after;
        }
    }

    /// <inheritdoc cref="IChatPlatform.ReadAsync"/>
    public async Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var address = DiscordAddress.Of(conversation);
        if (address.Thread is not { } thread || Snowflake.Of(thread) >= before || directory.Events is not { } events)
        {
            return [];
        }

        var lines = new List<DiscordMessage>();
        if (!ChannelType.IsForum(directory.Find(address.Channel)?.Type ?? ChannelType.Text))
        {
            lines.AddRange(await RootAsync(address.Channel, thread, cancellationToken));
        }

        try
        {
            var route = DiscordRoute.Messages(thread, Math.Clamp(limit, 1, PageSize), before: Snowflake.Text(before));
            lines.AddRange(await PageAsync(route, cancellationToken));
        }
        catch (PlatformRejectedException refused) when (DiscordErrors.Is(refused, DiscordErrors.UnknownChannel))
        {
            // Where no thread could be opened, nothing more belongs to the conversation than what was said to us.
            return [];
        }

        return [.. lines.Select(events.ToLine).OfType<ThreadLine>().TakeLast(limit)];
    }

    /// <summary>The message that a thread was opened from; none: it was opened without one, or it is gone.</summary>
    private async Task<ImmutableArray<DiscordMessage>> RootAsync(string channel, string thread, CancellationToken cancellationToken)
    {
        try
        {
            return [await calls.ReadAsync(DiscordRoute.Message(channel, thread), DiscordJson.Default.DiscordMessage, cancellationToken)];
        }
        catch (PlatformRejectedException)
        {
            return [];
        }
    }

    private async Task<List<DiscordMessage>> PageAsync(DiscordRoute route, CancellationToken cancellationToken)
    {
        var page = await calls.ReadAsync(route, DiscordJson.Default.ListDiscordMessage, cancellationToken);
        page.Sort((one, other) => Comparer<long?>.Default.Compare(Snowflake.Of(one.Id), Snowflake.Of(other.Id)));
        return page;
    }
}
