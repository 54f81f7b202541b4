namespace Archon.Bots.Telegram.Updates;

/// <summary>How long to wait before the next try: 1, 2, 4 .. 30 s, each shortened at random by up to a half, so that many do not come back at once.</summary>
internal sealed class TelegramPatience(TimeProvider time, Random random)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _failures;

    /// <summary>Telegram ends one of two pollers at each poll of the other; a quick return would only end the other one's. An estimate.</summary>
    public static TimeSpan AfterConflict { get; } = TimeSpan.FromSeconds(10);

    public void Reset() => _failures = 0;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var full = Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(_failures++, 10)));
        return WaitAsync(TimeSpan.FromSeconds(full * (1 - (random.NextDouble() / 2))), cancellationToken);
    }

    public Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);
}
