using System.Diagnostics;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>For what nobody signals: a file, a process table, another process' database.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(50);

    public static Task TrueAsync(Func<bool> condition, string otherwise, Func<string> detail, CancellationToken cancellationToken) =>
        TrueAsync(() => Task.FromResult(condition()), otherwise, detail, cancellationToken);

    public static async Task TrueAsync(
        Func<Task<bool>> condition,
        string otherwise,
        Func<string> detail,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(_pause);
        while (!await condition())
        {
            if (watch.Elapsed > TestTimeouts.Default)
            {
                throw new TimeoutException($"{otherwise} within {TestTimeouts.Default.TotalSeconds} s.\n{detail()}");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
