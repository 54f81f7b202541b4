using System.Threading.Channels;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Tests.Wire;

public sealed class SlackSocketsTests
{
    [Fact]
    public async Task What_was_not_taken_is_not_acknowledged_and_comes_again()
    {
        await using var rig = await SlackRig.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new Sink { Refuses = 1 };
        var running = rig.Get<SlackSockets>().RunAsync(sink, stop.Token);
        await sink.NextAsync("connected, after a gap");

        await rig.ControlAsync("message", new { channel = "general", text = "hi" });
        await sink.NextAsync("refused 0");
        await sink.NextAsync("taken 1");

        await EndAsync(stop, running);
    }

    [Fact]
    public async Task The_next_connection_stands_before_the_last_one_ends()
    {
        await using var rig = await SlackRig.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new Sink();
        var running = rig.Get<SlackSockets>().RunAsync(sink, stop.Token);
        await sink.NextAsync("connected, after a gap");

        await rig.ControlAsync("disconnect", new { mode = "refresh_requested" });
        await sink.NextAsync("connected");
        await rig.ControlAsync("message", new { channel = "general", text = "hi" });
        await sink.NextAsync("taken 0");

        await EndAsync(stop, running);
    }

    [Fact]
    public async Task A_connection_that_breaks_off_leaves_a_gap()
    {
        await using var rig = await SlackRig.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var sink = new Sink();
        var running = rig.Get<SlackSockets>().RunAsync(sink, stop.Token);
        await sink.NextAsync("connected, after a gap");

        await rig.ControlAsync("disconnect", new { mode = "close" });

        await sink.NextAsync("connected, after a gap");
        await EndAsync(stop, running);
    }

    [Fact]
    public async Task Another_instance_with_the_same_token_is_named()
    {
        await using var rig = await SlackRig.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (first, second) = (new Sink(), new Sink());
        var running = rig.Get<SlackSockets>().RunAsync(first, stop.Token);
        await first.NextAsync("connected, after a gap");

        var other = rig.Get<SlackSockets>().RunAsync(second, stop.Token);
        await second.NextAsync("connected, after a gap");

        Assert.Contains("another instance holds this token", Assert.Single(rig.Health.All).Reason, StringComparison.Ordinal);
        await EndAsync(stop, Task.WhenAll(running, other));
    }

    [Fact]
    public async Task A_token_that_is_refused_ends_it_with_the_way_out()
    {
        await using var rig = await SlackRig.StartAsync(appToken: "xapp-invalid");

        var refused = await Assert.ThrowsAsync<PlatformRejectedException>(() =>
            rig.Get<SlackSockets>().RunAsync(new Sink(), TestContext.Current.CancellationToken)
        );

        Assert.Contains("SLACK_APP_TOKEN", refused.Message, StringComparison.Ordinal);
        Assert.False(Assert.Single(rig.Health.All).IsUp);
    }

    private static async Task EndAsync(CancellationTokenSource stop, Task running)
    {
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>Tells what it is told, in its order.</summary>
    private sealed class Sink : ISlackSink
    {
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();

        /// <summary>How many envelopes it cannot store first.</summary>
        public int Refuses { get; set; }

        public void Connected(SlackHello hello, bool afterGap) => _told.Writer.TryWrite(afterGap ? "connected, after a gap" : "connected");

        public Task ReceiveAsync(SlackEnvelope envelope, CancellationToken cancellationToken)
        {
            var isRefused = Refuses-- > 0;
            _told.Writer.TryWrite($"{(isRefused ? "refused" : "taken")} {envelope.RetryAttempt}");
            return isRefused ? Task.FromException(new InvalidOperationException("the disk is full")) : Task.CompletedTask;
        }

        public async Task NextAsync(string expected) => Assert.Equal(expected, await TestTimeouts.WithinAsync(_told.Reader.ReadAsync));
    }
}
