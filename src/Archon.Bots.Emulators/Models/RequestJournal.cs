using System.Text.Json;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Models;

/// <summary>Keeps the requests in the order of their arrival and wakes whoever waits for one.</summary>
internal sealed class RequestJournal(JsonLinesLog file)
{
    private readonly Lock _gate = new();
    private readonly List<RecordedRequest> _requests = [];
    private readonly ChangeSignal _changed = new();

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
        }

        _changed.Pulse();
    }

    internal void End(RecordedRequest request, bool finished)
    {
        request.End(finished);
        file.Write(EmulatorJson.ToLine(ToJson(request)));
        _changed.Pulse();
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
            var changed = _changed.Next;
            var fitting = Snapshot().Where(predicate).ToList();
            if (fitting.Count >= count)
            {
                return fitting[^1];
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
}
