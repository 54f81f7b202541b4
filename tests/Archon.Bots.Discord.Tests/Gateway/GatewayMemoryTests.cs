using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Gateway;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Discord.Tests.Gateway;

public sealed class GatewayMemoryTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_session_that_could_not_be_written_down_is_written_down_the_next_time()
    {
        var kept = new FailingOnce();
        var memory = new GatewayMemory(kept, _time, NullLogger.Instance, "shard");
        using var stop = new CancellationTokenSource();

        var keeping = memory.KeepAsync(() => new GatewayLife("S1", "wss://resume.example", new GatewayProgress(5)), stop.Token);
        while (kept.Text is null && !keeping.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await keeping;
        var next = await new GatewayMemory(kept, _time, NullLogger.Instance, "shard").ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("S1", next?.Id);
        Assert.Equal(5, next?.Progress.Done);
    }

    private sealed class FailingOnce : IPlatformMemory
    {
        private int _writes;

        public string? Text { get; private set; }

        public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) => Task.FromResult(Text);

        public Task WriteAsync(string name, string text, CancellationToken cancellationToken)
        {
            if (++_writes == 1)
            {
                throw new InvalidOperationException("The database is away.");
            }

            Text = text;
            return Task.CompletedTask;
        }
    }
}
