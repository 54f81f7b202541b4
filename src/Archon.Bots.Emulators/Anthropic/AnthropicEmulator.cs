using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>The Anthropic Messages API on loopback, answering by script.</summary>
public sealed class AnthropicEmulator : IAsyncDisposable
{
    private readonly ReplyScript _script;
    private readonly RequestJournal _journal;
    private readonly WebApplication _app;
    private readonly JsonLinesLog _file;
    private readonly CancellationTokenSource _stop;
    private bool _disposed;

    private AnthropicEmulator(
        WebApplication app,
        ReplyScript script,
        RequestJournal journal,
        JsonLinesLog file,
        CancellationTokenSource stop
    )
    {
        _app = app;
        _script = script;
        _journal = journal;
        _file = file;
        _stop = stop;
        BaseAddress = LoopbackHost.AddressOf(app);
    }

    /// <summary>Where the API is, <c>http://127.0.0.1:N</c>: the value for <c>ANTHROPIC_BASE_URL</c>.</summary>
    public Uri BaseAddress { get; }

    /// <summary>All requests since the start or the last reset, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _journal.Snapshot();

    /// <summary>Listens when it returns.</summary>
    public static async Task<AnthropicEmulator> StartAsync(AnthropicEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var stop = new CancellationTokenSource();
        var file = new JsonLinesLog(options.LogPath);
        var journal = new RequestJournal(file);
        var script = new ReplyScript();
        var api = new MessagesApi(script, journal, options.Time, stop.Token);
        var control = new AnthropicControl(script, journal, options.Time, stop.Token);
        var app = await LoopbackHost.StartAsync(
            options.Port,
            app =>
            {
                control.Map(app);
                api.Map(app);
            },
            cancellationToken
        );
        return new AnthropicEmulator(app, script, journal, file, stop);
    }

    /// <summary>Adds replies behind those that are there.</summary>
    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public void Script(params ScriptedReply[] replies) => _script.Add(replies);

    /// <summary>The newest request that fits; waits for it when there is none yet. Looks again when one has ended, too.</summary>
    public Task<RecordedRequest> WaitForRequestAsync(Func<RecordedRequest, bool> predicate, CancellationToken cancellationToken) =>
        _journal.WaitAsync(predicate, count: 1, cancellationToken);

    /// <summary>Forgets the script and the requests. Answers under way go on.</summary>
    public void Reset()
    {
        _script.Clear();
        _journal.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stop.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _file.Dispose();
        _stop.Dispose();
    }
}
