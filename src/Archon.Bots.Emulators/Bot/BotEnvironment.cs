using System.Collections.Immutable;
using System.Security.Cryptography;

namespace Archon.Bots.Emulators.Bot;

/// <summary>The settings of a bot that lives with the emulators of this process.</summary>
internal static class BotEnvironment
{
    private const string TokenLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";

    private static readonly ImmutableArray<string> Prefixes =
    [
        "Access__",
        "ConnectionStrings__",
        "Database__",
        "Home__",
        "Platforms__",
        "Server__",
    ];

    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Agents__Default",
        "DATABASE_URL",
        "DISCORD_ALLOWED_USER_IDS",
        "DISCORD_BOT_TOKEN",
        "DISCORD_REQUIRE_MENTION",
        "DISCORD_STREAMING_MODE",
        "HOST",
        "SLACK_ALLOWED_USER_IDS",
        "SLACK_APP_TOKEN",
        "SLACK_BOT_TOKEN",
        "SLACK_STREAMING_MODE",
        "TELEGRAM_ALLOWED_USER_IDS",
        "TELEGRAM_STREAMING_MODE"
    );

    /// <summary>A token of the right shape that belongs to nobody.</summary>
    internal static string NewToken() =>
        $"7{RandomNumberGenerator.GetString("0123456789", 9)}:AA{RandomNumberGenerator.GetString(TokenLetters, 33)}";

    internal static Dictionary<string, string> Of(string token, Uri telegram, string agent) =>
        new()
        {
            ["TELEGRAM_BOT_TOKEN"] = token,
            ["Platforms__Telegram__BaseUrl"] = telegram.GetLeftPart(UriPartial.Authority),
            ["Access__Mode"] = "Open",
            ["PORT"] = "0",
            ["DEFAULT_AI_ASSISTANT"] = agent,
        };

    /// <summary>Whether a variable of whoever started us would lead this bot to the people, the data or the port of one in earnest.</summary>
    internal static bool LeadsElsewhere(string name) =>
        Names.Contains(name) || Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
