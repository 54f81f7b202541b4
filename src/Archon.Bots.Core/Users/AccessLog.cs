using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Users;

internal static partial class AccessLog
{
    [LoggerMessage(
        EventName = "access.open_started",
        Level = LogLevel.Warning,
        Message = "Access:Mode is Open: everybody who finds the bot can have its agent work on this machine"
    )]
    internal static partial void OpenStarted(this ILogger logger);

    /// <remarks>The one line that holds a secret: who reads the server's log is taken for its owner. Useless after its time, or once used.</remarks>
    [LoggerMessage(
        EventName = "access.pairing_started",
        Level = LogLevel.Warning,
        Message = "Nobody owns this bot yet. Who sends it /pair {Code} in a private chat within {Lifetime} becomes its owner"
    )]
    internal static partial void PairingStarted(this ILogger logger, string code, TimeSpan lifetime);

    [LoggerMessage(
        EventName = "access.pairing_completed",
        Level = LogLevel.Information,
        Message = "{UserId} on {Platform} owns this bot now"
    )]
    internal static partial void PairingCompleted(this ILogger logger, string platform, string userId);

    [LoggerMessage(EventName = "access.pairing_refused", Level = LogLevel.Warning, Message = "{UserId} on {Platform} may not pair: {End}")]
    internal static partial void PairingRefused(this ILogger logger, string platform, string userId, Pairing.PairingEnd end);

    [LoggerMessage(
        EventName = "access.allow_completed",
        Level = LogLevel.Information,
        Message = "{UserId} on {Platform} is {Role} now, by {By}"
    )]
    internal static partial void AllowCompleted(this ILogger logger, string platform, string userId, Role role, string by);

    [LoggerMessage(
        EventName = "access.deny_completed",
        Level = LogLevel.Information,
        Message = "{UserId} on {Platform} may do nothing any more, by {By}"
    )]
    internal static partial void DenyCompleted(this ILogger logger, string platform, string userId, string by);
}
