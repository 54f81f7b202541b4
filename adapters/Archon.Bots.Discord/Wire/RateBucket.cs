namespace Archon.Bots.Discord.Wire;

/// <summary>Calls that Discord counts together, as its answers tell.</summary>
/// <param name="limit">How many until <paramref name="resetsAt"/>.</param>
/// <param name="remaining">How many are left.</param>
internal sealed class RateBucket(int limit, int remaining, TimeSpan resetsAt)
{
    private int _limit = limit;
    private int _remaining = remaining;
    private int _underWay;

    /// <summary>When all of them are free again.</summary>
    public TimeSpan ResetsAt { get; private set; } = resetsAt;

    /// <summary>Takes a place.</summary>
    /// <returns>Zero: it is taken. Else how long to wait.</returns>
    public TimeSpan Take(TimeSpan now)
    {
        if (now >= ResetsAt)
        {
            _remaining = Math.Max(1, _limit - _underWay);
        }

        if (_remaining <= 0)
        {
            return ResetsAt - now;
        }

        _remaining--;
        _underWay++;
        return TimeSpan.Zero;
    }

    /// <summary>A call that took a place has ended.</summary>
    public void End() => _underWay = Math.Max(0, _underWay - 1);

    /// <summary>What an answer tells; calls that are under way may not be counted in it.</summary>
    public void Learn(int limit, int remaining, TimeSpan resetsAt)
    {
        _limit = limit;
        _remaining = Math.Max(0, remaining - _underWay);
        ResetsAt = resetsAt;
    }

    /// <summary>Nothing more before then.</summary>
    public void Close(TimeSpan until)
    {
        _remaining = 0;
        ResetsAt = until > ResetsAt ? until : ResetsAt;
    }
}
