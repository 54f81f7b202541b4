namespace Archon.Bots.Discord.Gateway;

/// <summary>
/// How far a session's dispatches were received, and up to where all of them are done with: what is told to Discord when the session goes on, so
/// that it sends the rest again.
/// </summary>
/// <param name="sequence">Where a session is taken up; null: it begins.</param>
internal sealed class GatewayProgress(long? sequence)
{
    private readonly Lock _lock = new();
    private readonly SortedSet<long> _underWay = [];
    private long? _received = sequence;

    /// <summary>The last one that has come; null: none has.</summary>
    public long? Received
    {
        get
        {
            lock (_lock)
            {
                return _received;
            }
        }
    }

    /// <summary>The last one with which, and with all before it, we are done.</summary>
    public long Done
    {
        get
        {
            lock (_lock)
            {
                return _underWay.Count > 0 ? _underWay.Min - 1 : _received ?? 0;
            }
        }
    }

    public void Begin(long sequence)
    {
        lock (_lock)
        {
            _received = Math.Max(_received ?? 0, sequence);
            _underWay.Add(sequence);
        }
    }

    /// <summary>One that is never ended here was not taken: it is sent again when the session goes on.</summary>
    public void End(long sequence)
    {
        lock (_lock)
        {
            _underWay.Remove(sequence);
        }
    }
}
