using Archon.Bots.Bench.InProcess;

namespace Archon.Bots.Bench.Servers;

/// <summary>The programs that are measured, and what they are started with.</summary>
/// <param name="Server">The published server.</param>
/// <param name="Emulators">The platform's stand-in.</param>
internal sealed record Programs(string Server, string Emulators)
{
    public const string Token = "7123456789:AAsyntheticsyntheticsyntheticsynth0";

    /// <summary>This program is also a server, with an agent that answers at once; and the bot that it is compared with.</summary>
    public static string Self => System.Environment.ProcessPath!;

    public async Task<TelegramDesk> StartTelegramAsync()
    {
        var emulator = ChildProcess.Start(Emulators, ["telegram", "--port", "0"], Basic, "ready ");
        return new TelegramDesk(emulator, new Uri((await emulator.ReadyAsync()).Split(' ')[1]));
    }

    public async Task<SlackDesk> StartSlackAsync()
    {
        var emulator = ChildProcess.Start(Emulators, ["slack", "--port", "0"], Basic, "ready ");
        return new SlackDesk(emulator, new Uri((await emulator.ReadyAsync()).Split(' ')[1]));
    }

    public async Task<DiscordDesk> StartDiscordAsync()
    {
        var emulator = ChildProcess.Start(Emulators, ["discord", "--port", "0"], Basic, "ready ");
        return new DiscordDesk(emulator, new Uri((await emulator.ReadyAsync()).Split(' ')[1]));
    }

    /// <summary>Telegram's own pace is kept out: the emulator enforces none, and the server's budget for all chats is set out of the way.</summary>
    public static Dictionary<string, string> Environment(TelegramDesk telegram, BenchDatabase database, string agent)
    {
        var environment = Environment(database, agent);
        environment["TELEGRAM_BOT_TOKEN"] = Token;
        environment["Platforms__Telegram__BaseUrl"] = telegram.Address;
        environment["Platforms__Telegram__MessagesPerSecond"] = "10000";
        return environment;
    }

    public static Dictionary<string, string> Environment(SlackDesk slack, BenchDatabase database, string agent)
    {
        var environment = Environment(database, agent);
        environment["SLACK_BOT_TOKEN"] = SlackDesk.BotToken;
        environment["SLACK_APP_TOKEN"] = SlackDesk.AppToken;
        environment["SLACK_STREAMING_MODE"] = "batch";
        environment["Platforms__Slack__BaseUrl"] = slack.Api;
        return environment;
    }

    private static Dictionary<string, string> Environment(BenchDatabase database, string agent)
    {
        var environment = new Dictionary<string, string>(Basic)
        {
            ["HOME"] = database.Folder,
            ["ARCHON_HOME"] = Path.Combine(database.Folder, "archon"),
            ["PORT"] = "0",
            ["Access__Mode"] = "Open",
            ["DEFAULT_AI_ASSISTANT"] = agent,
            ["MAX_CONCURRENT_CONVERSATIONS"] = "200",
            ["Agents__Pool__MaxWarm"] = "1000",
        };
        if (database.PostgresUrl is { } url)
        {
            environment["DATABASE_URL"] = url;
        }

        return environment;
    }

    /// <summary>The server as it is published, with its own agents.</summary>
    public async Task<ChildProcess> StartServerAsync(IReadOnlyDictionary<string, string> environment)
    {
        var server = ChildProcess.Start(Server, ["serve"], environment, "server.start_completed");
        await server.ReadyAsync();
        return server;
    }

    /// <summary>The same server with <see cref="InstantAgent"/> beside its agents.</summary>
    public static async Task<ChildProcess> StartInstantServerAsync(IReadOnlyDictionary<string, string> environment)
    {
        var server = ChildProcess.Start(Self, ["serve"], environment, "server.start_completed");
        await server.ReadyAsync();
        return server;
    }

    public static async Task<ChildProcess> StartBareAsync(TelegramDesk telegram, string agent)
    {
        var bot = ChildProcess.Start(Self, ["bare", telegram.Address, Token, agent], Basic, "ready");
        await bot.ReadyAsync();
        return bot;
    }

    public static async Task<ChildProcess> StartBareAsync(SlackDesk slack)
    {
        var loop = ChildProcess.Start(Self, ["bare-slack", slack.Api], Basic, "ready");
        await loop.ReadyAsync();
        return loop;
    }

    private static Dictionary<string, string> Basic { get; } =
        new[] { "PATH", "DOTNET_ROOT", "DOTNET_PerfMapEnabled" }
            .Select(name => KeyValuePair.Create(name, System.Environment.GetEnvironmentVariable(name) ?? ""))
            .Where(pair => pair.Value.Length > 0)
            .ToDictionary();
}
