using System.Net;
using Archon.Bots.Core.Platforms;
using Telegram.Bot.Exceptions;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Turns what the Bot API and the transport throw into the port's three exceptions.</summary>
internal static class TelegramCalls
{
    private static readonly TimeSpan _unnamedPause = TimeSpan.FromSeconds(3);

    /// <param name="family">The group of calls that shares a limit.</param>
    /// <param name="timeout">After it the outcome counts as unknown.</param>
    public static async Task<T> CallAsync<T>(
        string family,
        TimeSpan timeout,
        TimeProvider time,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await call(either.Token);
        }
        catch (ApiRequestException exception)
        {
            throw OfApi(exception, family);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsTransport(exception))
        {
            // Its text is left out: it may hold the address, and the address holds the token.
            throw new PlatformOutcomeUnknownException(
                $"no answer from Telegram to a {family} ({Kind(exception, limit.IsCancellationRequested)})"
            );
        }
    }

    public static bool IsTransport(Exception exception) =>
        exception
            is RequestException
                or HttpRequestException
                or IOException
                or OperationCanceledException
                or System.Text.Json.JsonException;

    public static string Kind(Exception exception, bool timedOut) =>
        timedOut ? "time-out"
        : exception is RequestException { HttpStatusCode: { } status } ? $"HTTP {(int)status}"
        : (exception.InnerException ?? exception).GetType().Name;

    private static Exception OfApi(ApiRequestException exception, string family) =>
        (HttpStatusCode)exception.ErrorCode switch
        {
            HttpStatusCode.TooManyRequests => new PlatformThrottledException(
                exception.Parameters?.RetryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : _unnamedPause,
                family
            ),
            >= HttpStatusCode.InternalServerError => new PlatformOutcomeUnknownException(
                $"Telegram answered a {family} with {exception.ErrorCode}"
            ),
            _ => new PlatformRejectedException($"Telegram refused a {family}: {exception.Message}"),
        };
}
