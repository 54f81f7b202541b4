namespace Archon.Bots.Emulators.Anthropic;

/// <summary>The Anthropic Messages API on loopback, answering by script.</summary>
public sealed class AnthropicEmulator : IAsyncDisposable
{
    private readonly ReplyScript _script = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly RequestJournal _journal;
    private readonly WebApplication _application;
    private bool _disposed;

    private AnthropicEmulator(AnthropicEmulatorOptions options)
    {
        _journal = new RequestJournal(options.LogPath);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(System.Net.IPAddress.Loopback, options.Port);
                kestrel.AddServerHeader = false;
                // One byte more than the API takes has to reach the check that words the API's own answer.
                kestrel.Limits.MaxRequestBodySize = null;
            });
        builder.Services.AddRoutingCore();
        // The default one would take the signals of the process that the emulator is a guest in.
        builder.Services.AddSingleton<IHostLifetime, GuestLifetime>();
        _application = builder.Build();
        new AnthropicControl(this, _journal, options.Time).Map(_application);
        new MessagesApi(_script, _journal, options.Time, _stop.Token).Map(_application);
    }

    /// <summary>Where the API is, <c>http://127.0.0.1:N</c>: the value for <c>ANTHROPIC_BASE_URL</c>.</summary>
    public Uri BaseAddress => new(_application.Urls.First());

    /// <summary>All requests since the start or the last reset, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _journal.Snapshot();

    /// <summary>Listens when it returns.</summary>
    public static async Task<AnthropicEmulator> StartAsync(AnthropicEmulatorOptions options, CancellationToken cancellationToken)
    {
        var emulator = new AnthropicEmulator(options);
        await emulator._application.StartAsync(cancellationToken);
        return emulator;
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
        await _application.StopAsync();
        await _application.DisposeAsync();
        _journal.Dispose();
        _stop.Dispose();
    }

    private sealed class GuestLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
