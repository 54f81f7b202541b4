using System.Net.Sockets;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Telegram.Bot.Exceptions;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>
/// What Telegram's errors mean. Texts of the transport never leave this class: the token is part of each address. Source: Bot API, "Making
/// requests"; the texts are those of the Bot API server.
/// </summary>
internal static class TelegramErrors
{
    /// <summary>Where Telegram names no time. An estimate.</summary>
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);

    /// <summary>A token that is refused may be a slip of the other side: what waits is kept for when it is taken again. An estimate.</summary>
    private static readonly TimeSpan PauseWithoutToken = TimeSpan.FromMinutes(1);

    /// <summary>The port's exception for a call that failed.</summary>
    /// <param name="call">What was tried, for people.</param>
    public static Exception Translate(Exception exception, string call, CallFamily family) =>
        exception switch
        {
            ApiRequestException { ErrorCode: 429 } throttled => new PlatformThrottledException(RetryAfter(throttled), family),
            ApiRequestException { ErrorCode: 401 or 404 } => new PlatformThrottledException(PauseWithoutToken, family),
            ApiRequestException { ErrorCode: >= 500 }
            or RequestException { HttpStatusCode: >= System.Net.HttpStatusCode.InternalServerError } => new PlatformOutcomeUnknownException(
                $"Telegram failed within the {call}: {Describe(exception)}."
            ),
            ApiRequestException unparsed when IsParseError(unparsed) => new TelegramParseException(unparsed.Message),
            // A reaction has nothing of its own that could be gone and be posted anew.
            ApiRequestException gone when family == CallFamily.Message && IsGone(gone) => new PlatformMessageGoneException(
                $"Telegram: {gone.Message}"
            ),
            ApiRequestException refused => new PlatformRejectedException(TelegramRefusals.Describe(refused.Message)),
            _ => new PlatformOutcomeUnknownException($"Telegram's answer to the {call} was lost: {Describe(exception)}."),
        };

    public static TimeSpan RetryAfter(ApiRequestException throttled) =>
        throttled.Parameters?.RetryAfter is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : DefaultPause;

    public static bool IsNotModified(ApiRequestException exception) =>
        Says(exception, "message is not modified") || Says(exception, "MESSAGE_NOT_MODIFIED");

    /// <summary>This change is not possible for this message, though the message is there and we may write.</summary>
    public static bool IsUnfit(ApiRequestException exception) =>
        exception.ErrorCode == 400 && exception.Parameters?.MigrateToChatId is null && !IsGone(exception) && !IsParseError(exception);

    public static bool IsParseError(ApiRequestException exception) => Says(exception, "can't parse entities");

    public static bool IsNothingToDelete(ApiRequestException exception) => Says(exception, "message to delete not found");

    public static bool IsTooOldToAnswer(ApiRequestException exception) => Says(exception, "query is too old");

    public static bool IsWebhookConflict(ApiRequestException exception) =>
        exception.ErrorCode == 409 && exception.Message.Contains("webhook", StringComparison.OrdinalIgnoreCase);

    /// <summary>A few words for a log; never an address.</summary>
    public static string Describe(Exception exception) =>
        exception switch
        {
            ApiRequestException refused => $"{refused.ErrorCode} {refused.Message}",
            RequestException { HttpStatusCode: { } status } => $"HTTP {(int)status}",
            OperationCanceledException => "no answer in time",
            _ => Innermost(exception) switch
            {
                SocketException socket => $"connection failed ({socket.SocketErrorCode})",
                HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } http =>
                    $"connection failed ({http.HttpRequestError})",
                var inner => $"connection failed ({inner.GetType().Name})",
            },
        };

    private static bool IsGone(ApiRequestException exception) =>
        Says(exception, "message to edit not found") || Says(exception, "MESSAGE_ID_INVALID");

    private static bool Says(ApiRequestException exception, string words) =>
        exception.ErrorCode == 400 && exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static Exception Innermost(Exception exception)
    {
        while (exception is not SocketException && exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}
