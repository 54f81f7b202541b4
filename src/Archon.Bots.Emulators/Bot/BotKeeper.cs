using System.ComponentModel;
using System.Text.Json;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Bot;

/// <summary>Starts the bot, kills it, and starts it again. One of these at a time.</summary>
/// <param name="path">The bot's executable, or its .dll.</param>
/// <param name="environment">Its settings for an agent.</param>
internal sealed class BotKeeper(
    string path,
    Func<string, IReadOnlyDictionary<string, string>> environment,
    TextWriter log,
    TimeProvider time
) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private BotProcess? _bot;
    private volatile BotState _state = BotState.None;

    public BotState State => _state;

    public ChangeSignal Changed { get; } = new();

    /// <summary>Starts it with this agent; one that lives is stopped first, as an operator would.</summary>
    public Task StartAsync(string agent, CancellationToken cancellationToken) =>
        AloneAsync(
            async () =>
            {
                Show(_state with { Phase = BotPhase.Stopping });
                await EndAsync();
                Start(agent);
            },
            cancellationToken
        );

    /// <returns>The number of the process that died; null: there was none.</returns>
    public async Task<int?> KillAsync(CancellationToken cancellationToken)
    {
        int? killed = null;
        await AloneAsync(
            async () =>
            {
                if (_bot is { Exited.IsCompleted: false } bot)
                {
                    Show(_state with { Phase = BotPhase.Killed, Pages = null });
                    await bot.KillAsync(cancellationToken);
                    killed = bot.Id;
                }
            },
            cancellationToken
        );
        return killed;
    }

    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync(CancellationToken.None);
        await EndAsync();
        _one.Dispose();
    }

    private async Task AloneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            await work();
        }
        finally
        {
            _one.Release();
        }
    }

    private void Start(string agent)
    {
        Show(new BotState(BotPhase.Starting, agent, Pages: null, Problem: null));
        var lines = new BotLog(log, Hear);
        try
        {
            _bot = BotProcess.Start(path, environment(agent), lines, time);
            _ = WatchAsync(_bot, lines);
        }
        catch (Win32Exception missing)
        {
            Show(_state with { Phase = BotPhase.Ended, Problem = $"The bot {path} cannot be started: {missing.Message}" });
        }
    }

    private void Hear(string line)
    {
        if (PagesIn(line) is { } pages && _state.Phase == BotPhase.Starting)
        {
            Show(_state with { Phase = BotPhase.Up, Pages = pages });
        }
    }

    /// <summary>Sees it end by itself.</summary>
    private async Task WatchAsync(BotProcess bot, BotLog lines)
    {
        var code = await bot.Exited;
        if (_bot == bot && _state.Phase is BotPhase.Starting or BotPhase.Up)
        {
            var last = lines.Last.LastOrDefault(line => line.Length > 0);
            Show(_state with { Phase = BotPhase.Ended, Pages = null, Problem = $"The bot ended by itself with code {code}. {last}" });
        }
    }

    private async Task EndAsync()
    {
        if (_bot is { } bot)
        {
            _bot = null;
            await bot.DisposeAsync();
        }
    }

    private void Show(BotState state)
    {
        _state = state;
        Changed.Pulse();
    }

    /// <summary>Where its pages are, from the line that says that it runs.</summary>
    private static Uri? PagesIn(string line)
    {
        if (!line.Contains("\"server.start_completed\"", StringComparison.Ordinal))
        {
            return null;
        }

        using var json = JsonDocument.Parse(line);
        return new Uri(json.RootElement.GetProperty("Addresses").GetString()!);
    }
}
