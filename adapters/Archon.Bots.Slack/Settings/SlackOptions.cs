using System.ComponentModel.DataAnnotations;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack.Settings;

/// <summary>Settings under <c>Platforms:Slack</c>.</summary>
internal sealed class SlackOptions
{
    public const string Section = "Platforms:Slack";

    /// <summary>The bot's token, xoxb-..., from OAuth &amp; Permissions. Source: environment <c>SLACK_BOT_TOKEN</c>.</summary>
    [Secret]
    [Required(
        ErrorMessage = "Platforms:Slack:BotToken (SLACK_BOT_TOKEN) is not set: your app's page OAuth & Permissions shows it, xoxb-...."
    )]
    [RegularExpression(
        "^xoxb-.+$",
        ErrorMessage = "Platforms:Slack:BotToken (SLACK_BOT_TOKEN) does not begin with xoxb-: that is the one of OAuth & Permissions; xapp- is SLACK_APP_TOKEN's."
    )]
    public string BotToken { get; set; } = "";

    /// <summary>The app-level token, xapp-..., with the scope connections:write. Source: environment <c>SLACK_APP_TOKEN</c>.</summary>
    [Secret]
    [Required(
        ErrorMessage = "Platforms:Slack:AppToken (SLACK_APP_TOKEN) is not set: Basic Information, App-Level Tokens, with connections:write, xapp-...."
    )]
    [RegularExpression(
        "^xapp-.+$",
        ErrorMessage = "Platforms:Slack:AppToken (SLACK_APP_TOKEN) does not begin with xapp-: that is the app-level one with connections:write; xoxb- is SLACK_BOT_TOKEN's."
    )]
    public string AppToken { get; set; } = "";

    /// <summary>Another address than Slack's, as an emulator's; not set: Slack's.</summary>
    public string? BaseUrl { get; set; }

    /// <summary><c>stream</c> (the reply grows by edits), <c>native</c> (by Slack's own streams) or <c>batch</c> (one message at the end); unset: stream. Source: environment <c>SLACK_STREAMING_MODE</c>.</summary>
    public string? StreamingMode { get; set; }

    /// <summary>Shortest time between two edits of one reply. Source: an estimate from the edits that a workspace may have in a minute.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.200",
        "00:01:00",
        ErrorMessage = "Platforms:Slack:EditInterval must be from 00:00:00.200 to 00:01:00."
    )]
    public TimeSpan EditInterval { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Edits of all replies in the workspace together. Source: chat.update, tier 3, 50 and more a minute.</summary>
    [Range(1, 1_000, ErrorMessage = "Platforms:Slack:EditsPerMinute must be from 1 to 1000.")]
    public int EditsPerMinute { get; set; } = 45;

    /// <summary>How long a call may take before its outcome counts as unknown. Source: an estimate, answers take well under a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ErrorMessage = "Platforms:Slack:CallTimeout must be from 00:00:01 to 00:02:00.")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the connection is asked whether it lives; it is given up when it has not answered for twice as long.</summary>
    [Range(
        typeof(TimeSpan),
        "00:00:00.200",
        "00:01:00",
        ErrorMessage = "Platforms:Slack:PingInterval must be from 00:00:00.200 to 00:01:00."
    )]
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether a message gets a reaction as its receipt: eyes, then a check or a cross.</summary>
    public bool Reactions { get; set; } = true;

    /// <summary>Who may use it beside those allowed in chat: member ids (U...), separated by commas, the owner's first. Source: environment <c>SLACK_ALLOWED_USER_IDS</c>.</summary>
    public string? AllowedUserIds { get; set; }

    /// <summary>Channels that it listens in: ids (C...), separated by commas; unset: all that it is in. Direct messages always count.</summary>
    public string? AllowedChannelIds { get; set; }

    /// <summary>Workspaces whose people it listens to: ids (T...), separated by commas; unset: all. Who is not of its own is allowed by id alone.</summary>
    public string? AllowedWorkspaceIds { get; set; }

    /// <summary>Other bots that it listens to: bot ids (B...), separated by commas. They need to stand among the allowed users, too.</summary>
    public string? AllowedBotIds { get; set; }
}

[OptionsValidator]
internal sealed partial class SlackOptionsValidator : IValidateOptions<SlackOptions>;
