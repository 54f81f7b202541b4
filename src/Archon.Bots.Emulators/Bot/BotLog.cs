namespace Archon.Bots.Emulators.Bot;

/// <summary>What the bot prints: all of it in a file, the last lines in memory.</summary>
/// <param name="heard">Is given each line; null: nobody listens.</param>
internal sealed class BotLog(TextWriter file, Action<string>? heard = null) : IAsyncDisposable
{
    /// <summary>Unit: lines.</summary>
    private const int Kept = 20;

    private readonly Lock _gate = new();
    private readonly Queue<string> _last = [];

    internal string[] Last
    {
        get
        {
            lock (_gate)
            {
                return [.. _last];
            }
        }
    }

    internal void Add(string line)
    {
        lock (_gate)
        {
            file.WriteLine(line);
            _last.Enqueue(line);
            if (_last.Count > Kept)
            {
                _last.Dequeue();
            }
        }

        heard?.Invoke(line);
    }

    public async ValueTask DisposeAsync() => await file.DisposeAsync();
}
