using System.Text.Json;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>Keeps the requests in the order of their arrival and wakes whoever waits for one.</summary>
internal sealed class RequestJournal(string? logPath) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly StreamWriter? _log = logPath is null ? null : new StreamWriter(logPath, append: true) { AutoFlush = true };
    private TaskCompletionSource _changed = NewSignal();

    internal IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    internal void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            Wake();
        }
    }

    internal void End(RecordedRequest request, bool finished)
    {
        lock (_gate)
        {
            request.End(finished);
            _log?.WriteLine(EmulatorJson.ToLine(ToJson(request)));
            Wake();
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }

    /// <summary>The newest fitting request, once at least <paramref name="count"/> fit.</summary>
    internal async Task<RecordedRequest> WaitAsync(Func<RecordedRequest, bool> predicate, int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                var fitting = _requests.Where(predicate).ToList();
                if (fitting.Count >= count)
                {
                    return fitting[^1];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    internal static object ToJson(RecordedRequest request) =>
        new
        {
            T = request.At.ToUnixTimeMilliseconds(),
            request.Path,
            request.Reply,
            request.Finished,
            request.Subject,
            Main = request.IsMain,
            Body = request.Body.ValueKind == JsonValueKind.Undefined ? (JsonElement?)null : request.Body,
        };

    public void Dispose() => _log?.Dispose();

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake()
    {
        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }
}
