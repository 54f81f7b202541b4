using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord.Settings;

/// <summary>The settings that are words, read once for the check at the start and for use.</summary>
internal sealed partial class DiscordSettings : IValidateOptions<DiscordOptions>
{
    public const string AllowListSetting = "DISCORD_ALLOWED_USER_IDS";

    private const string OwnAddress = "https://discord.com";
    private const string Api = "/api";
    private const string Version = "/v10";

    public ValidateOptionsResult Validate(string? name, DiscordOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (Mode(options) is null)
        {
            errors.AddError(
                $"{DiscordOptions.Section}:StreamingMode (DISCORD_STREAMING_MODE) is '{options.StreamingMode}': it must be stream or batch."
            );
        }

        if (BaseUrl(options) is null)
        {
            errors.AddError($"{DiscordOptions.Section}:BaseUrl must be an http or https address like http://127.0.0.1:8081/api/v10/.");
        }

        Check("AllowedUserIds", AllowListSetting, options.AllowedUserIds, "user's");
        Check("AllowedRoleIds", null, options.AllowedRoleIds, "role's");
        Check("AllowedGuildIds", null, options.AllowedGuildIds, "server's");
        Check("AllowedChannelIds", null, options.AllowedChannelIds, "channel's");
        Check("AllowedBotIds", null, options.AllowedBotIds, "bot's");
        Check("CommandGuildIds", null, options.CommandGuildIds, "server's");
        return errors.Build();

        void Check(string key, string? flat, string? list, string whose)
        {
            foreach (var (entry, at) in Entries(list).Select((entry, at) => (entry, at + 1)))
            {
                if (!IsId(entry))
                {
                    var setting = flat is null ? "" : $" ({flat})";
                    errors.AddError(
                        $"{DiscordOptions.Section}:{key}{setting}, entry {at} is '{entry}': it must be a {whose} id, digits alone (Developer Mode on, then Copy ID in its menu)."
                    );
                }
            }
        }
    }

    /// <summary>Null: not a mode.</summary>
    public static ReplyMode? Mode(DiscordOptions options) =>
        options.StreamingMode?.Trim().ToUpperInvariant() switch
        {
            null or "" or "STREAM" => ReplyMode.Stream,
            "BATCH" => ReplyMode.Batch,
            _ => null,
        };

    /// <summary>With the API's version and a slash at its end, also where only the host was given. Null: not an address.</summary>
    public static Uri? BaseUrl(DiscordOptions options)
    {
        var text = string.IsNullOrWhiteSpace(options.BaseUrl) ? OwnAddress : options.BaseUrl.Trim().TrimEnd('/');
        text +=
            text.EndsWith(Api + Version, StringComparison.OrdinalIgnoreCase) ? "/"
            : text.EndsWith(Api, StringComparison.OrdinalIgnoreCase) ? $"{Version}/"
            : $"{Api}{Version}/";
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;
    }

    public static ImmutableArray<string> Entries(string? list) =>
        string.IsNullOrWhiteSpace(list) ? [] : [.. list.Split(',', StringSplitOptions.TrimEntries)];

    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>Discord's have 17 to 20 digits, an emulator's may have fewer. Source: Discord, "Snowflakes", 64 bits.</summary>
    [GeneratedRegex(@"^[0-9]{1,20}\z", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
