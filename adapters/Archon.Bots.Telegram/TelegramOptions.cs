using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Telegram;

/// <summary>Settings under <c>Platforms:Telegram</c>.</summary>
public sealed class TelegramOptions
{
    /// <summary>The token that @BotFather gave. Source: environment <c>TELEGRAM_BOT_TOKEN</c>.</summary>
    [Required]
    [RegularExpression(
        @"^\d+:[A-Za-z0-9_-]{30,}$",
        ErrorMessage = "Platforms:Telegram:BotToken (TELEGRAM_BOT_TOKEN) has not the form of a token, 123456:ABC…; copy it again from @BotFather."
    )]
    public string BotToken { get; set; } = "";

    /// <summary>Another Bot API server; null: Telegram's own.</summary>
    [Url]
    public string? BaseUrl { get; set; }

    /// <summary>Whether the reader sees a reply grow. Source: environment <c>TELEGRAM_STREAMING_MODE</c>.</summary>
    public string StreamingMode { get; set; } = nameof(ReplyMode.Stream);

    /// <summary>Who may use the bot: ids, separated by commas. Source: environment <c>TELEGRAM_ALLOWED_USER_IDS</c>.</summary>
    public string AllowedUserIds { get; set; } = "";

    /// <summary>Shortest time between two edits of a running reply. Source: Bots FAQ, about one message a second in one chat; edits count.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan EditInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one poll waits at the server for news.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan PollTimeout { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How long any other call may take before its outcome counts as unknown.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(15);

    internal ReplyMode Mode => Enum.Parse<ReplyMode>(StreamingMode, ignoreCase: true);

    internal IEnumerable<string> UserIds =>
        AllowedUserIds.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The form of each value; a token is never repeated.</summary>
[OptionsValidator]
internal sealed partial class TelegramOptionsForms : IValidateOptions<TelegramOptions>;

internal sealed class TelegramOptionsValidator : IValidateOptions<TelegramOptions>
{
    private readonly TelegramOptionsForms _forms = new();

    public ValidateOptionsResult Validate(string? name, TelegramOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        result.AddResult(_forms.Validate(name, options));
        if (!Enum.GetNames<ReplyMode>().Contains(options.StreamingMode, StringComparer.OrdinalIgnoreCase))
        {
            result.AddError("Platforms:Telegram:StreamingMode (TELEGRAM_STREAMING_MODE) must be stream or batch.");
        }

        foreach (var id in options.UserIds.Where(id => !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            result.AddError(
                $"Platforms:Telegram:AllowedUserIds (TELEGRAM_ALLOWED_USER_IDS) holds \"{id}\", which is no user id: ids are numbers, separated by commas."
            );
        }

        return result.Build();
    }
}
