using System.Collections.Concurrent;
using System.Collections.Immutable;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Events;

namespace Archon.Bots.Slack.Inbound;

/// <summary>What was said in channels and is of no use to us: their cursors move past it now and then, not with a write for each line.</summary>
internal sealed class SlackSkipped(SlackGap gap, TimeProvider time)
{
    /// <summary>What is skipped twice after a crash costs a read.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, long> _places = new(StringComparer.Ordinal);

    /// <summary>Threads are left out: those that are none of ours would be asked for at each start.</summary>
    public void Add(ImmutableArray<Cursor> cursors)
    {
        if (!gap.IsReading && cursors is [var place, ..] && !place.Place.Contains('/', StringComparison.Ordinal))
        {
            _places.AddOrUpdate(place.Place, place.Position, (_, known) => Math.Max(known, place.Position));
        }
    }

    /// <summary>Writes it down, until cancelled.</summary>
    public async Task KeepAsync(IInbox inbox, SlackIdentity bot, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(_interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (gap.IsReading)
            {
                continue;
            }

            var passed = _places.ToArray().Where(_places.TryRemove).Select(place => new Cursor(place.Key, place.Value)).ToList();
            if (passed.Count > 0)
            {
                await inbox.PassAsync(SlackAddress.Platform, bot.User, passed, CancellationToken.None);
            }
        }
    }
}
