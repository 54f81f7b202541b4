using Archon.Bots.Emulators.Bot;

namespace Archon.Bots.Emulators.Playground;

/// <summary>What the playground was asked for, and what it makes up for one run.</summary>
/// <param name="BotPath">The bot's executable, or its .dll.</param>
/// <param name="Agent"><c>demo</c> or <c>claude</c>, to begin with.</param>
/// <param name="Port">0: any free one.</param>
/// <param name="Folder">The bot's log and its data, of this playground alone.</param>
/// <param name="Ambient">The variables that we were started with.</param>
internal sealed record PlaygroundSettings(string BotPath, string Agent, int Port, string Folder, Func<string, string?> Ambient)
{
    public string Token { get; } = BotEnvironment.NewToken();

    public string LogPath => Path.Combine(Folder, "bot.log");

    public string Home => Path.Combine(Folder, "home");

    /// <summary>Where claude works, as the reader is told it.</summary>
    public string WorkPlace =>
        (Ambient("Agents__WorkingDirectory") ?? Ambient("ARCHON_PROJECT")) is { Length: > 0 } project
            ? $"a git worktree of {Path.GetFullPath(project)}"
            : $"an empty folder under {Path.Combine(Home, "folders")}";

    /// <summary>Where claude keeps its sessions.</summary>
    public string ClaudeHome =>
        Ambient("CLAUDE_CONFIG_DIR") is { Length: > 0 } named ? named : Path.Combine(Ambient("HOME") ?? "/", ".claude");

    public IReadOnlyDictionary<string, string> Environment(Uri telegram, Uri slack, (Uri Address, string Token) discord, string agent) =>
        new Dictionary<string, string>(BotEnvironment.Of(Token, telegram, agent))
        {
            ["ARCHON_HOME"] = Home,
            ["Server__Stories"] = "true",
            // So that even a short answer is seen to grow.
            ["Platforms__Telegram__EditInterval"] = "00:00:00.400",
            ["Platforms__Slack__EditInterval"] = "00:00:00.400",
            ["Platforms__Discord__EditInterval"] = "00:00:00.400",
            ["Platforms__Slack__EditsPerMinute"] = "1000",
            ["SLACK_BOT_TOKEN"] = "xoxb-playground",
            ["SLACK_APP_TOKEN"] = "xapp-playground",
            ["Platforms__Slack__BaseUrl"] = new Uri(slack, "api/").ToString(),
            ["DISCORD_BOT_TOKEN"] = discord.Token,
            ["Platforms__Discord__BaseUrl"] = discord.Address.ToString(),
        };
}
