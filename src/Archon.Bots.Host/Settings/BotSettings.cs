using System.Collections;

namespace Archon.Bots.Host.Settings;

/// <summary>Where settings come from: environment <c>A__B</c> over the flat names over <c>appsettings.json</c>.</summary>
internal static class BotSettings
{
    /// <summary>The names that Archon's users know, and where they belong.</summary>
    public static IReadOnlyDictionary<string, string> FlatNames { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ARCHON_HOME"] = "Home:Path",
            ["ARCHON_PROJECT"] = "Agents:WorkingDirectory",
            ["CLAUDE_BIN_PATH"] = "Agents:ClaudeCode:BinaryPath",
            ["CODEX_BIN_PATH"] = "Agents:Codex:BinaryPath",
            ["DATABASE_URL"] = "Database:Url",
            ["DEFAULT_AI_ASSISTANT"] = "Agents:Default",
            ["DISCORD_ALLOWED_USER_IDS"] = "Platforms:Discord:AllowedUserIds",
            ["DISCORD_BOT_TOKEN"] = "Platforms:Discord:BotToken",
            ["DISCORD_REQUIRE_MENTION"] = "Platforms:Discord:RequireMention",
            ["DISCORD_STREAMING_MODE"] = "Platforms:Discord:StreamingMode",
            ["HOST"] = "Server:Host",
            ["MAX_CONCURRENT_CONVERSATIONS"] = "Scheduling:MaxConcurrent",
            ["PORT"] = "Server:Port",
            ["SLACK_ALLOWED_USER_IDS"] = "Platforms:Slack:AllowedUserIds",
            ["SLACK_APP_TOKEN"] = "Platforms:Slack:AppToken",
            ["SLACK_BOT_TOKEN"] = "Platforms:Slack:BotToken",
            ["SLACK_STREAMING_MODE"] = "Platforms:Slack:StreamingMode",
            ["TELEGRAM_ALLOWED_USER_IDS"] = "Platforms:Telegram:AllowedUserIds",
            ["TELEGRAM_BOT_TOKEN"] = "Platforms:Telegram:BotToken",
            ["TELEGRAM_STREAMING_MODE"] = "Platforms:Telegram:StreamingMode",
        };

    public static IConfigurationBuilder AddBotSettings(
        this IConfigurationBuilder configuration,
        string directory,
        IDictionary environment
    ) =>
        configuration
            .AddJsonFile(Path.Combine(directory, "appsettings.json"), optional: true, reloadOnChange: false)
            .AddInMemoryCollection(Flat(environment))
            .Add(new FilledEnvironment());

    /// <returns>Null: the key has none.</returns>
    public static string? FlatNameOf(string key) =>
        FlatNames.Where(name => name.Value.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(name => name.Key).FirstOrDefault();

    public static bool IsSet(this IConfiguration configuration, string key) => !string.IsNullOrWhiteSpace(configuration[key]);

    public static bool IsOnTelegram(this IConfiguration configuration) => configuration.IsSet("Platforms:Telegram:BotToken");

    /// <summary>With one of its two tokens: that the other is missing is told then.</summary>
    public static bool IsOnSlack(this IConfiguration configuration) =>
        configuration.IsSet("Platforms:Slack:BotToken") || configuration.IsSet("Platforms:Slack:AppToken");

    public static bool IsOnDiscord(this IConfiguration configuration) => configuration.IsSet("Platforms:Discord:BotToken");

    private static IEnumerable<KeyValuePair<string, string?>> Flat(IDictionary environment) =>
        FlatNames
            .Select(name => KeyValuePair.Create(name.Value, environment[name.Key] as string))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value));
}
