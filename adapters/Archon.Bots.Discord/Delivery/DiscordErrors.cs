using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>What Discord's errors mean to who wants something shown. Source: Discord, "Opcodes and Status Codes", JSON error codes.</summary>
internal static class DiscordErrors
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int UnknownInteraction = 10062;
    public const int TooManyEdits = 30046;
    public const int AlreadyAcknowledged = 40060;
    public const int ThreadArchived = 50083;
    public const int ThreadExists = 160004;
    public const int ThreadLocked = 160005;

    private const int MissingAccess = 50001;
    private const int EmptyMessage = 50006;
    private const int CannotReachUser = 50007;
    private const int MissingPermissions = 50013;
    private const int InvalidForm = 50035;
    private const int FileTooLarge = 40005;

    /// <summary>
    /// A token that is refused may be a slip of the other side: what waits is kept for when it is taken again. An estimate, as for the edits of
    /// an old message.
    /// </summary>
    private static readonly TimeSpan _pause = TimeSpan.FromMinutes(1);

    /// <summary>The port's exception for a call that failed.</summary>
    public static Exception Translate(Exception exception, CallFamily family) =>
        exception switch
        {
            DiscordThrottledException throttled => new PlatformThrottledException(throttled.RetryAfter, family, throttled),
            DiscordErrorException { Status: 401 } refused => new PlatformThrottledException(_pause, family, refused),
            DiscordErrorException { Code: TooManyEdits } refused => new PlatformThrottledException(_pause, CallFamily.Edit, refused),
            DiscordErrorException { Code: UnknownMessage } gone when family is CallFamily.Message or CallFamily.Edit =>
                new PlatformMessageGoneException("Discord does not know this message any more (10008)", gone),
            DiscordErrorException refused => new PlatformRejectedException(Describe(refused), refused),
            DiscordLostException lost => new PlatformOutcomeUnknownException(lost.Message, lost),
            _ => exception,
        };

    public static bool IsOf(Exception exception) => exception is DiscordErrorException or DiscordThrottledException or DiscordLostException;

    /// <summary>Whether a refusal is this one.</summary>
    public static bool Is(PlatformRejectedException refused, params ReadOnlySpan<int> codes) =>
        refused.InnerException is DiscordErrorException error && codes.Contains(error.Code);

    /// <summary>The refusal, and the way out where there is one.</summary>
    private static string Describe(DiscordErrorException refused) =>
        refused.Code switch
        {
            UnknownChannel => "this channel or thread was deleted, or the bot may not see it (10003)",
            MissingAccess => "the bot may not see this channel: give it View Channel there (50001)",
            MissingPermissions =>
                $"the bot may not do that here: {refused.Reason} (50013); `archon-bots discord invite` names what it needs",
            CannotReachUser => "this person takes no direct messages from the bot (50007)",
            EmptyMessage => "Discord takes no empty message (50006)",
            ThreadLocked => "this thread is locked (160005)",
            ThreadArchived => "this thread is archived, and the bot may not open it again (50083)",
            FileTooLarge => "Discord finds the file too large (40005)",
            InvalidForm => $"Discord does not take it as it is: {refused.Reason} (50035)",
            _ => refused.Message,
        };
}
