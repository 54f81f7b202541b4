using Archon.Bots.Core;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Users;
using Archon.Bots.Persistence;
using Archon.Bots.Persistence.Sqlite;
using Archon.Bots.Testing.Fakes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Testing;

/// <summary>
/// The whole Core over a SQLite file, with a platform and an agent in memory and a time that stands still. It can end and start again on the
/// same file, as a server does.
/// </summary>
public sealed class BotHarness : IAsyncDisposable
{
    private readonly HarnessSettings _settings;
    private readonly string _home = Directory.CreateTempSubdirectory("archon-bots-").FullName;
    private readonly Signal _changed = new();
    private readonly RecordedLog _log;
    private IHost? _host;

    private BotHarness(HarnessSettings settings)
    {
        _settings = settings;
        _log = new RecordedLog(_changed);
        Platform.Limits = FakeLimits.Of(settings.Mode);
    }

    public ScriptedAgent Agent { get; } = new();

    public FakePlatform Platform { get; } = new();

    public FixedWorkplaces Workplaces { get; } = new();

    /// <summary>A new one at each start, so that what a crash has left behind stands still for ever.</summary>
    public TestTime Time { get; private set; } = new();

    public IServiceProvider Services => _host!.Services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Database => Path.Combine(_home, "archon-bots.db");

    public static Task<BotHarness> StartAsync(Action<ScriptedAgent>? script = null) => StartAsync(new HarnessSettings(), script);

    public static async Task<BotHarness> StartAsync(HarnessSettings settings, Action<ScriptedAgent>? script = null)
    {
        var bot = new BotHarness(settings);
        script?.Invoke(bot.Agent);
        await bot.StartHostAsync();
        return bot;
    }

    /// <summary>Returns when every message has its end and every answer has been delivered.</summary>
    public async Task IdleAsync()
    {
        try
        {
            await _changed.UntilAsync(IsIdleAsync, Token);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The bot did not come to rest. Its log:\n{_log}", exception);
        }
    }

    /// <summary>Returns when so many lines of that event have been logged, over all starts.</summary>
    public Task LoggedAsync(string eventName, int count = 1) => _changed.UntilAsync(() => _log.Count(eventName) >= count, Token);

    /// <summary>The newest line of that event, over all starts.</summary>
    public string LastLogged(string eventName) => _log.Last(eventName);

    /// <summary>All that was logged, over all starts.</summary>
    public string Log => _log.ToString();

    /// <summary>Lets the time of the inbox's next sweep come.</summary>
    public async Task SweepAsync()
    {
        await Time.WaitedForAsync(TimeSpan.FromSeconds(5), Token);
        Time.Advance(TimeSpan.FromSeconds(5));
    }

    /// <summary>Lets time pass, from one sweep of the outbox to the next, until all is delivered.</summary>
    public async Task DeliveredAsync()
    {
        while (!await IsIdleAsync())
        {
            await Time.WaitedForAsync(TimeSpan.FromSeconds(1), Token);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    /// <summary>Ends the server as SIGTERM does; what still runs has its grace, which a test lets pass.</summary>
    public async Task StopAsync()
    {
        await _host!.StopAsync(Token).WaitAsync(TestTimeouts.Default, Token);
        await CrashAsync();
    }

    /// <summary>As <see cref="StopAsync"/>, with turns that do not end within their grace.</summary>
    public async Task StopAfterGraceAsync()
    {
        var stopped = StopAsync();
        await Time.WaitedForAsync(TimeSpan.FromSeconds(20), Token);
        Time.Advance(TimeSpan.FromSeconds(20));

        // The last words keep to the platform's pace.
        while (!stopped.IsCompleted)
        {
            var paced = Time.WaitedForAsync(FakeLimits.EditInterval, Token);
            if (await Task.WhenAny(stopped, paced) == paced)
            {
                Time.Advance(FakeLimits.EditInterval);
            }
        }

        await stopped;
    }

    /// <summary>Ends the server as SIGKILL does, as far as one process can: nothing of it goes on, and nothing was said good-bye to.</summary>
    public async Task CrashAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            _host = null;
            Platform.Disconnect();
            await host.DisposeAsync();
        }
    }

    /// <summary>Starts another server on the same file.</summary>
    public async Task RestartAsync()
    {
        await CrashAsync();
        Time = new TestTime(Time.GetUtcNow());
        await StartHostAsync();
    }

    /// <summary>The rows of a query, columns joined by <c>|</c>, nothing for NULL: for what no port reads.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Token);
        var rows = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(column => reader.GetValue(column).ToString())));
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        // Not by a stop: a test that failed may have left a turn that waits at its gate.
        await CrashAsync();
        Directory.Delete(_home, recursive: true);
    }

    private async Task StartHostAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(_settings.ToConfiguration(_home));
        builder.Logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TestTimeouts.Default);

        builder.Services.AddSingleton<TimeProvider>(Time);
        builder.Services.AddBotCore();
        builder.Services.AddBotPersistence().UseSqlite(Database);
        builder.Services.AddSingleton<IAgentProvider>(Agent);
        builder.Services.AddSingleton<IAgentProvider>(new ScriptedAgent("demo"));
        builder.Services.AddSingleton<IWorkplaces>(Workplaces);
        builder.Services.AddSingleton<ISentFiles>(Workplaces);
        builder.Services.AddSingleton<IChatPlatform>(Platform);
        if (_settings.Allowed is { } allowed)
        {
            builder.Services.AddSingleton(new AllowList(Platform.Name, [.. allowed], "FAKE_ALLOWED_USER_IDS"));
        }

        builder.Services.AddBotCoreHosting();
        _settings.Configure(builder.Services);
        _host = builder.Build();
        await _host.StartAsync(Token);
        await Platform.ConnectedAsync(Token);
    }

    private async Task<bool> IsIdleAsync()
    {
        var node = Services.GetRequiredService<Node>().Identity.RunId;
        return (await Services.GetRequiredService<IInboxStore>().WaitingAsync(node, 1, Token)).Count == 0
            && (await Services.GetRequiredService<IControlStore>().OpenAsync(1, Token)).Count == 0
            && (await Services.GetRequiredService<IOutboxStore>().DueAsync(DateTimeOffset.MaxValue, 1, Token)).Count == 0;
    }
}
