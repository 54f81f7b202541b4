namespace Archon.Bots.Agents.Tests.World;

/// <summary>For what only the system can tell: looks until it is so. The end of patience is a failure with the question in it.</summary>
internal static class Eventually
{
    public static async Task<T> FoundAsync<T>(Func<T?> look, string what)
        where T : class
    {
        using var patience = new CancellationTokenSource(SessionExtensions.Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            if (look() is { } found)
            {
                return found;
            }

            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested)
            {
                Assert.Fail($"In vain, for {SessionExtensions.Patience.TotalSeconds} s: {what}");
            }
        }
    }

    public static Task SoAsync(Func<bool> look, string what) => FoundAsync(() => look() ? "so" : null, what);
}
