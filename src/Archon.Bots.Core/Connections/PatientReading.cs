using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Connections;

/// <summary>Reads many places of a platform, though it lets fewer pass in a minute.</summary>
public sealed class PatientReading(TimeProvider time, ILogger logger)
{
    /// <summary>How often one place is tried.</summary>
    private const int MostAttempts = 5;

    /// <summary>After an answer that was lost.</summary>
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <summary>Reads a place, with the pauses that the platform asks for: many places exceed what it lets pass in a minute.</summary>
    /// <returns>False: it is to be read at the next connection.</returns>
    public async Task<bool> TryAsync(string place, Func<Task> readAsync, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(readAsync);
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan pause;
            try
            {
                await readAsync();
                return true;
            }
            catch (PlatformRejectedException refused)
            {
                // A place that the bot may not read will not be readable the next time.
                logger.GapFailed(place, refused.Message);
                return true;
            }
            catch (PlatformThrottledException throttled) when (attempt < MostAttempts)
            {
                pause = throttled.RetryAfter;
            }
            catch (PlatformOutcomeUnknownException) when (attempt < MostAttempts)
            {
                pause = _pause;
            }
            catch (Exception exception) when (exception is PlatformThrottledException or PlatformOutcomeUnknownException)
            {
                logger.GapFailed(place, exception.Message);
                return false;
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
