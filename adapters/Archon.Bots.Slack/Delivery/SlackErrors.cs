using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Delivery;

/// <summary>What Slack's errors mean to who wants something shown. Source: the error lists of the methods' pages.</summary>
internal static class SlackErrors
{
    /// <summary>A token that is refused may be a slip of the other side: what waits is kept for when it is taken again. An estimate.</summary>
    private static readonly TimeSpan _pauseWithoutToken = TimeSpan.FromMinutes(1);

    /// <summary>The port's exception for a call that failed.</summary>
    public static Exception Translate(Exception exception, CallFamily family) =>
        exception switch
        {
            SlackThrottledException throttled => new PlatformThrottledException(throttled.RetryAfter, family, throttled),
            SlackErrorException
            {
                Error: "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" or "account_inactive"
            } refused => new PlatformThrottledException(_pauseWithoutToken, family, refused),
            SlackErrorException { Error: "message_not_found" or "cant_update_message" } gone
                when family is CallFamily.Message or CallFamily.Edit => new PlatformMessageGoneException(gone.Message, gone),
            SlackErrorException refused => new PlatformRejectedException(Describe(refused), refused),
            SlackLostException lost => new PlatformOutcomeUnknownException(lost.Message, lost),
            _ => exception,
        };

    /// <summary>The refusal, and the way out where there is one.</summary>
    private static string Describe(SlackErrorException refused) =>
        refused.Error switch
        {
            "not_in_channel" => "the bot is not in this channel: /invite it",
            "channel_not_found" => "Slack does not know this channel, or the bot may not see it: /invite it",
            "is_archived" => "this channel is archived",
            "thread_not_found" => "this thread was deleted",
            "restricted_action" or "restricted_action_read_only_channel" or "restricted_action_thread_locked" =>
                $"the workspace does not let the bot write here ({refused.Error})",
            "messages_tab_disabled" => "the app's Messages tab is off: App Home, Show Tabs, Messages Tab",
            "missing_scope" => $"{refused.Method} lacks the scope {refused.Needed ?? "that it needs"}: add it and install the app again",
            "msg_too_long" or "msg_blocks_too_long" => "Slack finds this message too long",
            _ => refused.Message,
        };
}
