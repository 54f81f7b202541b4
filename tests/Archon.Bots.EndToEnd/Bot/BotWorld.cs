using Archon.Bots.Emulators.Anthropic;
using Archon.Bots.Emulators.Models;
using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>A Telegram, a model API, a home folder, and the server that lives among them: everything real but the two services.</summary>
internal sealed class BotWorld : IAsyncDisposable
{
    private const string UnsettledSql = """
        select (select count(*) from inbox where state <> 'done')
             + (select count(*) from turns where state = 'running')
             + (select count(*) from controls where state <> 'answered')
             + (select count(*) from outbox where final and dead_reason is null and delivered_revision < revision
                  and (wish = 'present' or platform_message_id is not null or kind = 'reaction'))
        """;

    private const string UndeliveredSql = """
        select kind, source, wish, receipt, platform_message_id, revision, delivered_revision, attempting_since, next_attempt from outbox
        where final and dead_reason is null and delivered_revision < revision
        """;

    public const string Token = "7123456789:AAsyntheticsyntheticsyntheticsynth0";
    private readonly string _root = Directory.CreateTempSubdirectory("archon-bots-e2e-").FullName;
    private readonly List<BotProcess> _bots = [];

    private BotWorld(TelegramEmulator telegram, AnthropicEmulator model, PostgresDatabase? postgres)
    {
        Database = postgres ?? (BotDatabase)new SqliteDatabase(Path.Combine(Home, "archon-bots.db"));
        Telegram = telegram;
        Model = model;
        Alice = new TelegramUser(telegram.BaseAddress, "alice", 1001);
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!,
            ["HOME"] = _root,
            ["LANG"] = "C.UTF-8",
            ["TMPDIR"] = Path.GetTempPath(),
            ["ARCHON_HOME"] = Home,
            ["PORT"] = "0",
            ["TELEGRAM_BOT_TOKEN"] = Token,
            ["Platforms__Telegram__BaseUrl"] = telegram.BaseAddress.ToString().TrimEnd('/'),
            ["TELEGRAM_ALLOWED_USER_IDS"] = "1001,1002,1003",
            ["CLAUDE_BIN_PATH"] = Binaries.Claude,
            ["CLAUDE_CONFIG_DIR"] = ClaudeHome,
            ["ANTHROPIC_BASE_URL"] = model.BaseAddress.ToString().TrimEnd('/'),
            ["ANTHROPIC_API_KEY"] = "sk-ant-synthetic",
            ["CLAUDE_CODE_MAX_RETRIES"] = "0",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["DISABLE_TELEMETRY"] = "1",
            ["DISABLE_ERROR_REPORTING"] = "1",
        };
        Database.AddTo(Environment);
    }

    public TelegramEmulator Telegram { get; }

    public AnthropicEmulator Model { get; }

    public TelegramUser Alice { get; }

    /// <summary>What the next server is started with.</summary>
    public Dictionary<string, string> Environment { get; }

    public string Home => Path.Combine(_root, "archon");

    public string ClaudeHome => Path.Combine(_root, "claude");

    /// <summary>A path in the world's own folder.</summary>
    public string InHome(string name) => Path.Combine(_root, name);

    public BotDatabase Database { get; }

    /// <param name="privacy">Whether the bot is in privacy mode, as a new one is.</param>
    public static async Task<BotWorld> StartAsync(
        CancellationToken cancellationToken,
        WorldDatabase database = WorldDatabase.Sqlite,
        bool privacy = true
    )
    {
        var postgres = database is WorldDatabase.Postgres ? await PostgresDatabase.CreateAsync() : null;
        var telegram = await TelegramEmulator.StartAsync(new TelegramEmulatorOptions { Privacy = privacy }, cancellationToken);
        var model = await AnthropicEmulator.StartAsync(new ModelEmulatorOptions(), cancellationToken);
        return new BotWorld(telegram, model, postgres);
    }

    /// <summary>A world without agents: the demo answers.</summary>
    public static async Task<BotWorld> StartDemoAsync(
        CancellationToken cancellationToken,
        WorldDatabase database = WorldDatabase.Sqlite,
        bool privacy = true
    )
    {
        var world = await StartAsync(cancellationToken, database, privacy);
        world.Environment["DEFAULT_AI_ASSISTANT"] = "demo";
        return world;
    }

    public async Task<BotProcess> StartBotAsync(CancellationToken cancellationToken, string? killPoint = null)
    {
        var bot = BotProcess.Start(Environment, killPoint);
        _bots.Add(bot);
        await bot.ReadyAsync(cancellationToken);
        return bot;
    }

    /// <summary>A server that may die before it is ready.</summary>
    public BotProcess LaunchBot(string? killPoint = null)
    {
        var bot = BotProcess.Start(Environment, killPoint);
        _bots.Add(bot);
        return bot;
    }

    /// <summary>Another command than <c>serve</c>.</summary>
    public BotProcess LaunchCommand(params string[] arguments)
    {
        var command = BotProcess.Start(Environment, arguments: arguments);
        _bots.Add(command);
        return command;
    }

    /// <summary>Waits until the model was asked that.</summary>
    public async Task<RecordedRequest> AskedAsync(Func<RecordedRequest, bool> predicate, CancellationToken cancellationToken)
    {
        try
        {
            return await Model.WaitForRequestAsync(predicate, cancellationToken).WaitAsync(TestTimeouts.Default, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            var subjects = string.Join('\n', Model.Requests.Select(request => request.Subject));
            throw new TimeoutException($"The model was not asked that. It was asked:\n{subjects}\nThe log:\n{_bots[^1].Log}", exception);
        }
    }

    /// <summary>Waits until the newest server has nothing to do: no turn unfinished, nothing waiting, every row as wished.</summary>
    public async Task SettledAsync(CancellationToken cancellationToken) =>
        await Eventually.TrueAsync(
            () => Database.Query(UnsettledSql) is ["0"],
            "The server did not settle",
            () => string.Join('\n', Database.Query(UndeliveredSql)) + '\n' + _bots[^1].Log,
            cancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        foreach (var bot in _bots)
        {
            await bot.DisposeAsync();
        }

        Alice.Dispose();
        await Telegram.DisposeAsync();
        await Model.DisposeAsync();
        await Database.RemoveAsync();
        Directory.Delete(_root, recursive: true);
    }
}
