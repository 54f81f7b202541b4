using System.Collections.Immutable;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack.Settings;

/// <summary>The settings that are words, read once for the check at the start and for use.</summary>
internal sealed class SlackSettings : IValidateOptions<SlackOptions>
{
    public const string AllowListSetting = "SLACK_ALLOWED_USER_IDS";

    private const string Native = "NATIVE";
    private const string OwnAddress = "https://slack.com/api/";

    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (Mode(options) is null)
        {
            errors.AddError(
                $"{SlackOptions.Section}:StreamingMode (SLACK_STREAMING_MODE) is '{options.StreamingMode}': it must be stream, native or batch."
            );
        }

        if (BaseUrl(options) is null)
        {
            errors.AddError($"{SlackOptions.Section}:BaseUrl must be an http or https address like http://127.0.0.1:8081/api/.");
        }

        Check(
            "AllowedUserIds",
            AllowListSetting,
            options.AllowedUserIds,
            "UWB",
            "a member id like U012AB3CD (profile, Copy member ID), or a bot's like B012AB3CD"
        );
        Check("AllowedChannelIds", null, options.AllowedChannelIds, "CGD", "a channel's id like C012AB3CD (its details, at the end)");
        Check("AllowedWorkspaceIds", null, options.AllowedWorkspaceIds, "TE", "a workspace's id like T012AB3CD");
        Check("AllowedBotIds", null, options.AllowedBotIds, "B", "a bot's id like B012AB3CD");
        return errors.Build();

        void Check(string key, string? flat, string? list, string initials, string wanted)
        {
            foreach (var (entry, at) in Entries(list).Select((entry, at) => (entry, at + 1)))
            {
                if (entry.Length < 3 || !initials.Contains(entry[0], StringComparison.Ordinal) || !entry.All(char.IsAsciiLetterOrDigit))
                {
                    var setting = flat is null ? "" : $" ({flat})";
                    errors.AddError($"{SlackOptions.Section}:{key}{setting}, entry {at} is '{entry}': it must be {wanted}.");
                }
            }
        }
    }

    /// <summary>Null: not a mode.</summary>
    public static ReplyMode? Mode(SlackOptions options) =>
        options.StreamingMode?.Trim().ToUpperInvariant() switch
        {
            null or "" or "STREAM" or Native => ReplyMode.Stream,
            "BATCH" => ReplyMode.Batch,
            _ => null,
        };

    /// <summary>Whether replies grow by Slack's own streams, where Slack has them.</summary>
    public static bool IsNative(SlackOptions options) => options.StreamingMode?.Trim().ToUpperInvariant() == Native;

    /// <summary>With a slash at its end. Null: not an address.</summary>
    public static Uri? BaseUrl(SlackOptions options)
    {
        var text = string.IsNullOrWhiteSpace(options.BaseUrl) ? OwnAddress : options.BaseUrl.Trim().TrimEnd('/') + "/";
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;
    }

    public static ImmutableArray<string> Entries(string? list) =>
        string.IsNullOrWhiteSpace(list) ? [] : [.. list.Split(',', StringSplitOptions.TrimEntries)];
}
