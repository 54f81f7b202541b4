using System.Collections.Concurrent;
using System.Collections.Immutable;
using Archon.Bots.Core.Connections;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Gateway;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Inbound;

/// <summary>
/// Reads back what was said before a new session began, through the same door: a session that goes on brings it by itself. At the very first
/// start there is nothing to read: what was said before is history.
/// </summary>
internal sealed class DiscordGap
{
    /// <summary>The cursor of all places together: what is new to us is read from here on.</summary>
    private const string Everywhere = "";

    /// <summary>Servers that come later are read then. An estimate: they come within a second or two.</summary>
    private static readonly TimeSpan _arrival = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Threads that are archived, and direct messages, in which nothing was said for longer are not asked for. An estimate, since each costs a
    /// call.
    /// </summary>
    private static readonly TimeSpan _liveliness = TimeSpan.FromDays(30);

    /// <summary>Our clock may be ahead of Discord's. An estimate; doubles are known.</summary>
    private static readonly TimeSpan _skew = TimeSpan.FromMinutes(1);

    private readonly DiscordHistory _history;
    private readonly DiscordDirectory _directory;
    private readonly TimeProvider _time;
    private readonly PatientReading _patience;
    private readonly ConcurrentDictionary<int, GuildArrivals> _arrivals = new();

    public DiscordGap(DiscordHistory history, DiscordDirectory directory, TimeProvider time, ILogger<DiscordGap> logger)
    {
        _history = history;
        _directory = directory;
        _time = time;
        _patience = new PatientReading(time, logger);
        Reading = new GapReading(DiscordAddress.Platform, time, logger);
        Skipped = new SkippedPlaces(DiscordAddress.Platform, Reading, time, logger);
    }

    public GapReading Reading { get; }

    /// <summary>Channels alone: threads that are none of ours are active or asked for by nobody.</summary>
    public SkippedPlaces Skipped { get; }

    /// <summary>
    /// At the very first start: what is said from now on is ours to find, whatever dies. Before the first connection, which may bring something at
    /// once.
    /// </summary>
    public async Task MarkAsync(IInbox inbox, DiscordIdentity bot, CancellationToken cancellationToken)
    {
        var cursors = await inbox.ReadCursorsAsync(DiscordAddress.Platform, bot.User, cancellationToken);
        if (cursors.IsEmpty)
        {
            var now = new Cursor(Everywhere, Snowflake.From(_time.GetUtcNow()));
            await inbox.PassAsync(DiscordAddress.Platform, bot.User, [now], CancellationToken.None);
        }
    }

    /// <summary>A new session has begun.</summary>
    public void Begin(
        DiscordDoor door,
        IInbox inbox,
        DiscordIdentity bot,
        (int Shard, GatewayReady Ready) session,
        CancellationToken cancellationToken
    )
    {
        var arrivals = new GuildArrivals((session.Ready.Guilds ?? []).Select(guild => guild.Id ?? ""));
        _arrivals[session.Shard] = arrivals;
        Reading.Begin(
            inbox,
            bot.User,
            async counts =>
            {
                await Task.WhenAny(arrivals.All, Task.Delay(_arrival, _time, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                await ReadAsync(new Gap(door, inbox, bot, counts), arrivals.Take(), isAll: true, cancellationToken);
            },
            cancellationToken
        );
    }

    /// <summary>A server has come to be known.</summary>
    public void Arrived(DiscordGuild guild, DiscordDoor door, IInbox inbox, DiscordIdentity bot, CancellationToken cancellationToken)
    {
        if (_arrivals.Values.Any(arrivals => !arrivals.Add(guild)))
        {
            Reading.Begin(
                inbox,
                bot.User,
                counts => ReadAsync(new Gap(door, inbox, bot, counts), [guild], isAll: false, cancellationToken),
                cancellationToken
            );
        }
    }

    /// <param name="isAll">Whether what is read here is all that there is, but for servers that come later.</param>
    private async Task ReadAsync(Gap gap, IReadOnlyList<DiscordGuild> guilds, bool isAll, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var cursors = await gap.Inbox.ReadCursorsAsync(DiscordAddress.Platform, gap.Bot.User, cancellationToken);
        var known = cursors.GetValueOrDefault(Everywhere, Snowflake.From(now - _skew));
        var isWhole = true;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var channel in guilds.SelectMany(guild => ChannelsOf(guild)))
        {
            seen.Add(channel.Place.Cursor);
            var position = cursors.GetValueOrDefault(channel.Place.Cursor, known);
            if (channel.Newest > position && _directory.Filter.Takes(channel.Place))
            {
                isWhole &= await TryAsync(gap, channel.Place, position, cancellationToken);
            }
        }

        if (!isAll)
        {
            return;
        }

        var oldest = Snowflake.From(now - _liveliness);
        foreach (var (cursor, position) in cursors.Where(cursor => cursor.Value >= oldest && !seen.Contains(cursor.Key)))
        {
            if (Unannounced(cursor, guilds) is { } place)
            {
                isWhole &= await TryAsync(gap, place, position, cancellationToken);
            }
        }

        if (isWhole)
        {
            await PassAsync(gap, new Cursor(Everywhere, Snowflake.From(now - _skew)));
        }
    }

    private static IEnumerable<(DiscordPlace Place, long Newest)> ChannelsOf(DiscordGuild guild) =>
        from channel in (guild.Channels ?? []).Concat(guild.Threads ?? [])
        let newest = Snowflake.Of(channel.LastMessageId)
        let place = DiscordPlace.Of(channel, guild.Id)
        where newest is not null && place is not null && !ChannelType.IsForum(channel.Type)
        select (place, newest.Value);

    /// <summary>A server tells of its channels and active threads alone; null: the place was told of, or its server has not come.</summary>
    private static DiscordPlace? Unannounced(string cursor, IReadOnlyList<DiscordGuild> guilds) =>
        cursor.Split('/') switch
        {
            [DiscordAddress.DirectMessages, var direct] => DiscordPlace.Direct(direct),
            [var channel, var thread] when guilds.FirstOrDefault(guild => Has(guild, channel)) is { Id: { } guild } => new DiscordPlace(
                thread,
                guild,
                ChannelType.PublicThread,
                channel,
                Name: null
            ),
            _ => null,
        };

    private static bool Has(DiscordGuild guild, string channel) => guild.Channels?.Any(known => known.Id == channel) == true;

    private Task<bool> TryAsync(Gap gap, DiscordPlace place, long position, CancellationToken cancellationToken) =>
        _patience.TryAsync(place.Cursor, () => ReadPlaceAsync(gap, place, position, cancellationToken), cancellationToken);

    private async Task ReadPlaceAsync(Gap gap, DiscordPlace place, long position, CancellationToken cancellationToken)
    {
        gap.Counts.Places++;
        Cursor? newest = null;
        await foreach (var message in _history.AfterAsync(place.Channel, position, cancellationToken))
        {
            gap.Counts.Messages++;
            var isTaken = await gap.Door.TakeAsync(message, place, Reading.HeldUntil, movesCursors: false, cancellationToken);
            gap.Counts.Taken += isTaken ? 1 : 0;
            newest = DiscordDoor.CursorOf(message, place) ?? newest;
        }

        if (newest is not null)
        {
            await PassAsync(gap, newest);
        }
    }

    private static Task PassAsync(Gap gap, Cursor cursor) =>
        gap.Inbox.PassAsync(DiscordAddress.Platform, gap.Bot.User, [cursor], CancellationToken.None);

    private sealed record Gap(DiscordDoor Door, IInbox Inbox, DiscordIdentity Bot, GapCounts Counts);
}
