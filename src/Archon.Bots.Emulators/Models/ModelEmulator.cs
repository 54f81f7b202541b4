using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Models;

/// <summary>A model's API on loopback, answering by script.</summary>
public abstract class ModelEmulator : IAsyncDisposable
{
    private readonly JsonLinesLog _file;
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;
    private bool _disposed;

    private protected ModelEmulator(ModelEmulatorOptions options)
    {
        Options = options;
        _file = new JsonLinesLog(options.LogPath);
        Journal = new RequestJournal(_file);
    }

    /// <summary>Where the API is, <c>http://127.0.0.1:N</c>.</summary>
    public Uri BaseAddress => LoopbackHost.AddressOf(_app!);

    /// <summary>All requests since the start or the last reset, in the order of their arrival.</summary>
    public IReadOnlyList<RecordedRequest> Requests => Journal.Snapshot();

    private protected ModelEmulatorOptions Options { get; }

    private protected ReplyScript Replies { get; } = new();

    private protected RequestJournal Journal { get; }

    private protected CancellationToken StopToken => _stop.Token;

    /// <summary>Adds replies behind those that are there.</summary>
    /// <exception cref="ArgumentException">A pattern is no regular expression.</exception>
    public void Script(params ScriptedReply[] replies) => Replies.Add(replies);

    /// <summary>The newest request that fits; waits for it when there is none yet. Looks again when one has ended, too.</summary>
    public Task<RecordedRequest> WaitForRequestAsync(Func<RecordedRequest, bool> predicate, CancellationToken cancellationToken) =>
        Journal.WaitAsync(predicate, count: 1, cancellationToken);

    /// <summary>Forgets the script and the requests. Answers under way go on.</summary>
    public void Reset()
    {
        Replies.Clear();
        Journal.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stop.CancelAsync();
        if (_app is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        _file.Dispose();
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Listens when it returns.</summary>
    private protected async Task ListenAsync(Action<IEndpointRouteBuilder> map, CancellationToken cancellationToken)
    {
        var control = new ModelControl(Replies, Journal, Options.Time, StopToken);
        _app = await LoopbackHost.StartAsync(
            Options.Port,
            app =>
            {
                control.Map(app);
                map(app);
            },
            cancellationToken
        );
    }
}
