using System.Collections.Immutable;
using Archon.Bots.Core.Connections;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack.Inbound;

/// <summary>
/// Reads back what was said while no socket was up, through the same door. At the very first start there is nothing to read: what was said
/// before is history.
/// </summary>
internal sealed class SlackGap
{
    /// <summary>The cursor of all places together: what is new to us is read from here on.</summary>
    private const string Everywhere = "";

    /// <summary>Threads in which nothing was said for longer are not asked for. An estimate, since each costs a call.</summary>
    private static readonly TimeSpan _liveliness = TimeSpan.FromDays(7);

    /// <summary>Deliveries come in no order: what was said so shortly before a cursor may not have come. Doubles are known.</summary>
    private static readonly TimeSpan _overlap = TimeSpan.FromMinutes(1);

    private readonly SlackThreads _threads;
    private readonly SlackDirectory _directory;
    private readonly TimeProvider _time;
    private readonly PatientReading _patience;

    public SlackGap(SlackThreads threads, SlackDirectory directory, TimeProvider time, ILogger<SlackGap> logger)
    {
        _threads = threads;
        _directory = directory;
        _time = time;
        _patience = new PatientReading(time, logger);
        Reading = new GapReading(SlackAddress.Platform, time, logger);
        Skipped = new SkippedPlaces(SlackAddress.Platform, Reading, time, logger);
    }

    public GapReading Reading { get; }

    /// <summary>Channels alone: threads that are none of ours would be asked for at each start.</summary>
    public SkippedPlaces Skipped { get; }

    /// <summary>A connection stands again after none did.</summary>
    public void Begin(SlackDoor door, IInbox inbox, SlackIdentity bot, CancellationToken cancellationToken) =>
        Reading.Begin(inbox, bot.User, counts => ReadAsync(door, inbox, bot, counts, cancellationToken), cancellationToken);

    private async Task ReadAsync(SlackDoor door, IInbox inbox, SlackIdentity bot, GapCounts counts, CancellationToken cancellationToken)
    {
        var begun = SlackTime.Microseconds(_time.GetUtcNow());
        var cursors = await inbox.ReadCursorsAsync(SlackAddress.Platform, bot.User, cancellationToken);
        if (cursors.IsEmpty)
        {
            await PassAsync(inbox, bot, [new Cursor(Everywhere, begun)]);
            return;
        }

        var known = cursors.GetValueOrDefault(Everywhere, begun);
        var channels = new List<SlackChannel>();
        var isWhole = await _patience.TryAsync(
            "Slack",
            async () =>
            {
                channels.Clear();
                await foreach (var channel in _threads.ChannelsAsync(cancellationToken))
                {
                    channels.Add(channel);
                }
            },
            cancellationToken
        );
        foreach (var channel in channels)
        {
            var type = _directory.Know(channel);
            isWhole &= await _patience.TryAsync(
                channel.Id!,
                () => ReadChannelAsync(door, inbox, bot, channel.Id!, type, cursors, known, counts, cancellationToken),
                cancellationToken
            );
        }

        var oldest = begun - (_liveliness.Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var (place, position) in cursors.Where(cursor => cursor.Value >= oldest).OrderByDescending(cursor => cursor.Value))
        {
            if (place.Split('/') is [var channel, var root])
            {
                isWhole &= await _patience.TryAsync(
                    place,
                    () => ReadThreadAsync(door, inbox, bot, channel, root, position, counts, cancellationToken),
                    cancellationToken
                );
            }
        }

        if (isWhole)
        {
            await PassAsync(inbox, bot, [new Cursor(Everywhere, begun)]);
        }
    }

    private async Task ReadChannelAsync(
        SlackDoor door,
        IInbox inbox,
        SlackIdentity bot,
        string channel,
        string type,
        ImmutableDictionary<string, long> cursors,
        long known,
        GapCounts counts,
        CancellationToken cancellationToken
    )
    {
        var position = cursors.GetValueOrDefault(channel, known);
        var messages = await _threads.HistoryAsync(channel, From(position), cancellationToken);
        await TakeAsync(door, messages, channel, type, counts, cancellationToken);
        foreach (var root in messages.Where(message => message is { ReplyCount: > 0, Ts: not null }))
        {
            // What opened a thread, or was said in one that began meanwhile.
            if (!cursors.ContainsKey($"{channel}/{root.Ts}"))
            {
                await ReadThreadAsync(door, inbox, bot, channel, root.Ts!, position, counts, cancellationToken);
            }
        }

        await PassNewestAsync(inbox, bot, channel, messages);
    }

    private async Task ReadThreadAsync(
        SlackDoor door,
        IInbox inbox,
        SlackIdentity bot,
        string channel,
        string root,
        long position,
        GapCounts counts,
        CancellationToken cancellationToken
    )
    {
        var replies = new List<SlackMessage>();
        await foreach (var message in _threads.RepliesAsync(channel, root, From(position), cancellationToken))
        {
            if (message.Ts != root)
            {
                replies.Add(message);
            }
        }

        var type = await _directory.ChannelTypeAsync(channel, null, cancellationToken);
        await TakeAsync(door, replies, channel, type, counts, cancellationToken);
        if (await IsOursAsync(inbox, bot, $"{channel}/{root}", cancellationToken))
        {
            await PassNewestAsync(inbox, bot, $"{channel}/{root}", replies);
        }
    }

    private async Task TakeAsync(
        SlackDoor door,
        IReadOnlyList<SlackMessage> messages,
        string channel,
        string? type,
        GapCounts counts,
        CancellationToken cancellationToken
    )
    {
        counts.Places++;
        foreach (var message in messages)
        {
            counts.Messages++;
            counts.Taken += await door.TakeAsync(message, channel, type, Reading.HeldUntil, movesCursors: false, cancellationToken) ? 1 : 0;
        }
    }

    /// <summary>A thread has a cursor when something in it was accepted.</summary>
    private static async Task<bool> IsOursAsync(IInbox inbox, SlackIdentity bot, string place, CancellationToken cancellationToken) =>
        (await inbox.ReadCursorsAsync(SlackAddress.Platform, bot.User, cancellationToken)).ContainsKey(place);

    private static Task PassNewestAsync(IInbox inbox, SlackIdentity bot, string place, IReadOnlyList<SlackMessage> messages) =>
        messages.Select(message => SlackTime.Microseconds(message.Ts)).Max() is { } newest
            ? PassAsync(inbox, bot, [new Cursor(place, newest)])
            : Task.CompletedTask;

    private static Task PassAsync(IInbox inbox, SlackIdentity bot, IReadOnlyCollection<Cursor> cursors) =>
        inbox.PassAsync(SlackAddress.Platform, bot.User, cursors, CancellationToken.None);

    private static string From(long position) =>
        SlackThreads.Timestamp(Math.Max(0, position - (_overlap.Ticks / TimeSpan.TicksPerMicrosecond)));
}
