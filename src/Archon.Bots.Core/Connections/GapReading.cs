using Archon.Bots.Core.Inbox;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Connections;

/// <summary>
/// Reads back what was said while no connection was up; what comes live meanwhile is stored and held, so that both come in their order.
/// </summary>
/// <param name="platform">Its name.</param>
public sealed class GapReading(string platform, TimeProvider time, ILogger logger)
{
    /// <summary>What is live is held no longer, whatever the reading still takes.</summary>
    private static readonly TimeSpan _hold = TimeSpan.FromSeconds(30);

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
    /// <param name="readAsync">Hands what it finds to the inbox. Its failure leaves the cursors where they stood.</param>
    public void Begin(IInbox inbox, string bot, Func<GapCounts, Task> readAsync, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _heldUntil = time.GetUtcNow() + _hold;
            _readings++;
            _reading = ReadAfterAsync(_reading, inbox, bot, readAsync, cancellationToken);
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

    /// <summary>Hands something live to the inbox, held if it has to be.</summary>
    /// <param name="takeAsync">Until when it is held, and whether it may move cursors; its result is whether it was something for us.</param>
    public async Task<bool> TakeLiveAsync(
        IInbox inbox,
        string bot,
        Func<DateTimeOffset?, bool, Task<bool>> takeAsync,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(inbox);
        ArgumentNullException.ThrowIfNull(takeAsync);
        var heldUntil = HeldUntil;
        if (!await takeAsync(heldUntil, !IsReading))
        {
            return false;
        }

        if (heldUntil is not null && HeldUntil is null)
        {
            // The release may have come before the message was stored.
            await inbox.ReleaseAsync(platform, bot, cancellationToken);
        }

        return true;
    }

    private async Task ReadAfterAsync(
        Task before,
        IInbox inbox,
        string bot,
        Func<GapCounts, Task> readAsync,
        CancellationToken cancellationToken
    )
    {
        await Task.Yield();
        await before;
        try
        {
            var counts = new GapCounts();
            await readAsync(counts);
            if (counts.Places > 0)
            {
                logger.GapRead(platform, counts.Messages, counts.Places, counts.Taken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The platform's failure or the database's: the cursors stand where they stood, and what is held comes due by itself.
            logger.GapFailed(platform, exception.Message);
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
            await inbox.ReleaseAsync(platform, bot, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.GapFailed(platform, exception.Message);
        }
    }
}
