namespace Archon.Bots.Discord.Tests;

/// <summary>A test that waits for what does not come fails instead of holding up the others.</summary>
internal static class TestTimeouts
{
    private static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    public static async Task<T> WithinAsync<T>(Func<CancellationToken, ValueTask<T>> waitAsync)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Default);
        return await waitAsync(limit.Token);
    }
}
