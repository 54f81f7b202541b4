using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Delivery;

/// <summary>Reads threads and channels.</summary>
internal sealed class SlackThreads(SlackCalls calls, SlackDirectory directory)
{
    /// <summary>Unit: messages of one page. Source: conversations.history, limit: no more than 200 advised.</summary>
    private const int PageSize = 200;

    /// <summary>A thread that is longer is read from its end only so far. An estimate.</summary>
    private const int MostPages = 20;

    /// <inheritdoc cref="IChatPlatform.ReadAsync"/>
    public async Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var address = SlackAddress.Of(conversation);
        if (address.Thread is null || SlackTime.Microseconds(address.Thread) >= before || directory.Events is not { } events)
        {
            return [];
        }

        var messages = new List<SlackMessage>();
        await foreach (var message in RepliesAsync(address.Channel, address.Thread, oldest: null, cancellationToken))
        {
            if (SlackTime.Microseconds(message.Ts) < before)
            {
                messages.Add(message);
            }
        }

        var newest = messages.TakeLast(limit).ToList();
        var names = await directory.NamesOfAsync(newest, cancellationToken);
        return
        [
            .. newest
                .Select(message => events.ToLine(message, names))
                .OfType<SlackLine>()
                .Where(line => !line.IsOwn)
                .Select(line => new ThreadLine(line.Author, line.Text)),
        ];
    }

    /// <summary>A thread from its beginning, or what came after a position; oldest first, the root left out where it is not newer.</summary>
    public async IAsyncEnumerable<SlackMessage> RepliesAsync(
        string channel,
        string root,
        string? oldest,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var read = await calls.ReadAsync(
                "conversations.replies",
                SlackJson.Default.SlackHistory,
                cancellationToken,
                ("channel", channel),
                ("ts", root),
                ("oldest", oldest),
                ("limit", PageSize),
                ("cursor", cursor)
            );
            foreach (var message in read.Messages ?? [])
            {
                if (oldest is null || SlackTime.Microseconds(message.Ts) > SlackTime.Microseconds(oldest))
                {
                    yield return message;
                }
            }

            cursor = read.ResponseMetadata?.NextCursor;
            if (string.IsNullOrEmpty(cursor))
            {
                yield break;
            }
        }
    }

    /// <summary>What stands in a channel after a position, without the answers in its threads; oldest first.</summary>
    public async Task<IReadOnlyList<SlackMessage>> HistoryAsync(string channel, string oldest, CancellationToken cancellationToken)
    {
        var newestFirst = new List<SlackMessage>();
        string? cursor = null;
        for (var page = 0; page < MostPages; page++)
        {
            var read = await calls.ReadAsync(
                "conversations.history",
                SlackJson.Default.SlackHistory,
                cancellationToken,
                ("channel", channel),
                ("oldest", oldest),
                ("limit", PageSize),
                ("cursor", cursor)
            );
            newestFirst.AddRange(read.Messages ?? []);
            cursor = read.ResponseMetadata?.NextCursor;
            if (string.IsNullOrEmpty(cursor))
            {
                break;
            }
        }

        newestFirst.Reverse();
        return newestFirst;
    }

    /// <summary>What stands in a conversation from a moment on, with what apps attached unseen.</summary>
    public async IAsyncEnumerable<SlackMessage> SinceAsync(
        SlackAddress address,
        DateTimeOffset moment,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? cursor = null;
        do
        {
            var read = await calls.ReadAsync(
                address.Thread is null ? "conversations.history" : "conversations.replies",
                SlackJson.Default.SlackHistory,
                cancellationToken,
                ("channel", address.Channel),
                ("ts", address.Thread),
                ("oldest", Timestamp(moment)),
                ("limit", PageSize),
                ("include_all_metadata", "true"),
                ("cursor", cursor)
            );
            foreach (var message in read.Messages ?? [])
            {
                yield return message;
            }

            cursor = read.ResponseMetadata?.NextCursor;
        } while (!string.IsNullOrEmpty(cursor));
    }

    /// <summary>Every place that the bot is in.</summary>
    public async IAsyncEnumerable<SlackChannel> ChannelsAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        string? cursor = null;
        do
        {
            var page = await calls.ReadAsync(
                "users.conversations",
                SlackJson.Default.SlackChannels,
                cancellationToken,
                ("types", "public_channel,private_channel,mpim,im"),
                ("exclude_archived", "true"),
                ("limit", 200),
                ("cursor", cursor)
            );
            foreach (var channel in page.Channels ?? [])
            {
                if (channel.Id is not null)
                {
                    yield return channel;
                }
            }

            cursor = page.ResponseMetadata?.NextCursor;
        } while (!string.IsNullOrEmpty(cursor));
    }

    /// <summary>A ts of Slack that stands for a moment.</summary>
    public static string Timestamp(DateTimeOffset time) => Timestamp(SlackTime.Microseconds(time));

    /// <param name="position">Unit: microseconds since 1970.</param>
    public static string Timestamp(long position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position / 1_000_000}.{position % 1_000_000:000000}");
}
