using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Telegram.Settings;

/// <summary>The settings that are words, read once for the check at the start and for use.</summary>
internal sealed class TelegramSettings : IValidateOptions<TelegramOptions>
{
    public const string AllowListSetting = "TELEGRAM_ALLOWED_USER_IDS";

    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (Mode(options) is null)
        {
            errors.AddError(
                $"{TelegramOptions.Section}:StreamingMode (TELEGRAM_STREAMING_MODE) is '{options.StreamingMode}': it must be stream or batch."
            );
        }

        if (!string.IsNullOrWhiteSpace(options.BaseUrl) && BaseUrl(options) is null)
        {
            errors.AddError($"{TelegramOptions.Section}:BaseUrl must be an http or https address like http://127.0.0.1:8081.");
        }

        UserIds(options, error => errors.AddError(error));
        return errors.Build();
    }

    /// <summary>Null: not a mode.</summary>
    public static ReplyMode? Mode(TelegramOptions options) =>
        options.StreamingMode?.Trim().ToUpperInvariant() switch
        {
            null or "" or "STREAM" => ReplyMode.Stream,
            "BATCH" => ReplyMode.Batch,
            _ => null,
        };

    /// <summary>Null: Telegram's own.</summary>
    public static string? BaseUrl(TelegramOptions options) =>
        Uri.TryCreate(options.BaseUrl?.Trim(), UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            ? url.GetLeftPart(UriPartial.Path).TrimEnd('/')
            : null;

    public static ImmutableArray<string> UserIds(TelegramOptions options) => UserIds(options, _ => { });

    private static ImmutableArray<string> UserIds(TelegramOptions options, Action<string> reportError)
    {
        if (string.IsNullOrWhiteSpace(options.AllowedUserIds))
        {
            return [];
        }

        var ids = ImmutableArray.CreateBuilder<string>();
        var entries = options.AllowedUserIds.Split(',', StringSplitOptions.TrimEntries);
        for (var index = 0; index < entries.Length; index++)
        {
            if (long.TryParse(entries[index], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id > 0)
            {
                ids.Add(id.ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                reportError(
                    $"{TelegramOptions.Section}:AllowedUserIds ({AllowListSetting}), entry {index + 1} is '{entries[index]}': "
                        + "it must be a numeric Telegram user id like 123456789."
                );
            }
        }

        return ids.ToImmutable();
    }
}
