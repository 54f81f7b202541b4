using System.Collections.Immutable;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack.Inbound;

/// <summary>
/// Reads back what was said while no socket was up, through the same door; what comes live meanwhile is stored and held. At the very first
/// start there is nothing to read: what was said before is history.
/// </summary>
internal sealed class SlackGap(
    SlackThreads threads,
    SlackDirectory directory,
    SlackPatience patience,
    TimeProvider time,
    ILogger<SlackGap> logger
)
{
    /// <summary>The cursor of all places together: what is new to us is read from here on.</summary>
    private const string Everywhere = "";

    /// <summary>What is live is held no longer, whatever the reading still takes.</summary>
    private static readonly TimeSpan _hold = TimeSpan.FromSeconds(30);

    /// <summary>Threads in which nothing was said for longer are not asked for. An estimate, since each costs a call.</summary>
    private static readonly TimeSpan _liveliness = TimeSpan.FromDays(7);

    /// <summary>Deliveries come in no order: what was said so shortly before a cursor may not have come. Doubles are known.</summary>
    private static readonly TimeSpan _overlap = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private Task _reading = Task.CompletedTask;
    private DateTimeOffset? _heldUntil;
    private int _readings;

    /// <summary>Whether cursors must not move, since something older may still be unknown.</summary>
    public bool IsReading
    {
        get
        {
            lock (_lock)
            {
                return !_reading.IsCompleted;
            }
        }
    }

    /// <summary>Until when what is live waits; null: it need not.</summary>
    public DateTimeOffset? HeldUntil
    {
        get
        {
            lock (_lock)
            {
                return _heldUntil;
            }
        }
    }

    /// <summary>A connection stands again after none did.</summary>
    public void Begin(SlackDoor door, IInbox inbox, SlackIdentity bot, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _heldUntil = time.GetUtcNow() + _hold;
            _readings++;
            _reading = ReadAfterAsync(_reading, door, inbox, bot, cancellationToken);
        }
    }

    /// <summary>Returns when nothing is read any more.</summary>
    public Task EndAsync()
    {
        lock (_lock)
        {
            return _reading;
        }
    }

    private async Task ReadAfterAsync(Task before, SlackDoor door, IInbox inbox, SlackIdentity bot, CancellationToken cancellationToken)
    {
        await Task.Yield();
        await before;
        try
        {
            await ReadAsync(door, inbox, bot, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Slack's failure or the database's: the cursors stand where they stood, and what is held comes due by itself.
            logger.GapFailed("Slack", exception.Message);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        lock (_lock)
        {
            if (--_readings > 0)
            {
                // Another gap has opened meanwhile: its end releases.
                return;
            }

            _heldUntil = null;
        }

        try
        {
            await inbox.ReleaseAsync(SlackAddress.Platform, bot.User, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.GapFailed("Slack", exception.Message);
        }
    }

    private async Task ReadAsync(SlackDoor door, IInbox inbox, SlackIdentity bot, CancellationToken cancellationToken)
    {
        var begun = SlackTime.Microseconds(time.GetUtcNow());
        var cursors = await inbox.ReadCursorsAsync(SlackAddress.Platform, bot.User, cancellationToken);
        if (cursors.IsEmpty)
        {
            await PassAsync(inbox, bot, [new Cursor(Everywhere, begun)]);
            return;
        }

        var known = cursors.GetValueOrDefault(Everywhere, begun);
        var counts = new Counts();
        var channels = new List<SlackChannel>();
        var isWhole = await patience.TryAsync(
            "Slack",
            async () =>
            {
                channels.Clear();
                await foreach (var channel in threads.ChannelsAsync(cancellationToken))
                {
                    channels.Add(channel);
                }
            },
            cancellationToken
        );
        foreach (var channel in channels)
        {
            var type = directory.Know(channel);
            isWhole &= await patience.TryAsync(
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
                isWhole &= await patience.TryAsync(
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

        logger.GapRead(counts.Messages, counts.Places, counts.Taken);
    }

    private async Task ReadChannelAsync(
        SlackDoor door,
        IInbox inbox,
        SlackIdentity bot,
        string channel,
        string type,
        ImmutableDictionary<string, long> cursors,
        long known,
        Counts counts,
        CancellationToken cancellationToken
    )
    {
        var position = cursors.GetValueOrDefault(channel, known);
        var messages = await threads.HistoryAsync(channel, From(position), cancellationToken);
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
        Counts counts,
        CancellationToken cancellationToken
    )
    {
        var replies = new List<SlackMessage>();
        await foreach (var message in threads.RepliesAsync(channel, root, From(position), cancellationToken))
        {
            if (message.Ts != root)
            {
                replies.Add(message);
            }
        }

        var type = await directory.ChannelTypeAsync(channel, null, cancellationToken);
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
        Counts counts,
        CancellationToken cancellationToken
    )
    {
        counts.Places++;
        foreach (var message in messages)
        {
            counts.Messages++;
            counts.Taken += await door.TakeAsync(message, channel, type, HeldUntil, movesCursors: false, cancellationToken) ? 1 : 0;
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

    private sealed class Counts
    {
        public int Places { get; set; }

        public int Messages { get; set; }

        public int Taken { get; set; }
    }
}
