using System.Collections.Concurrent;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Connections;

/// <summary>What was said in places and is of no use to us: their cursors move past it now and then, not with a write for each line.</summary>
/// <param name="platform">Its name.</param>
public sealed class SkippedPlaces(string platform, GapReading gap, TimeProvider time, ILogger logger)
{
    /// <summary>What is skipped twice after a crash costs a read.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, long> _places = new(StringComparer.Ordinal);

    public void Add(Cursor place)
    {
        ArgumentNullException.ThrowIfNull(place);
        if (!gap.IsReading)
        {
            _places.AddOrUpdate(place.Place, place.Position, (_, known) => Math.Max(known, place.Position));
        }
    }

    /// <summary>Writes it down, until cancelled.</summary>
    public async Task KeepAsync(IInbox inbox, string bot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(inbox);
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
                await PassAsync(inbox, bot, passed);
            }
        }
    }

    private async Task PassAsync(IInbox inbox, string bot, List<Cursor> passed)
    {
        try
        {
            await inbox.PassAsync(platform, bot, passed, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The database's failure: the places are passed with what is skipped next.
            logger.NotPassed(platform, exception);
            passed.ForEach(Add);
        }
    }
}
