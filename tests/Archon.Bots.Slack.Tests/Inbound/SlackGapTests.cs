using System.Collections.Immutable;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing;

namespace Archon.Bots.Slack.Tests.Inbound;

public sealed class SlackGapTests
{
    [Fact]
    public async Task What_is_stored_as_held_just_after_the_release_is_released_too()
    {
        await using var rig = await SlackRig.StartAsync();
        var inbox = new LateInbox();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var receiving = rig.Get<IChatPlatform>().ReceiveAsync(inbox, stop.Token);

        await rig.ControlAsync(
            "message",
            new
            {
                channel = "general",
                text = "hello",
                mention = true,
            }
        );
        var held = await TestTimeouts.WithinAsync(token => new ValueTask<InboundMessage>(inbox.ReleasedAfterwards.WaitAsync(token)));

        await stop.CancelAsync();
        await receiving;
        Assert.NotNull(held.HeldUntil);
    }

    [Fact]
    public async Task A_reading_that_failed_is_not_the_last_one()
    {
        await using var rig = await SlackRig.StartAsync();
        var inbox = new LateInbox { FailsToRead = 1 };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var receiving = rig.Get<IChatPlatform>().ReceiveAsync(inbox, stop.Token);
        await TestTimeouts.WithinAsync(token => new ValueTask<int>(inbox.ReadAsync(1, token)));

        await rig.ControlAsync("disconnect", new { mode = "close" });
        var readings = await TestTimeouts.WithinAsync(token => new ValueTask<int>(inbox.ReadAsync(2, token)));

        await stop.CancelAsync();
        await receiving;
        Assert.Equal(2, readings);
    }

    [Fact]
    public async Task A_channel_that_Slack_does_not_let_read_yet_is_read_after_the_pause()
    {
        var time = new WatchedTime();
        time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var rig = await SlackRig.StartAsync(time: time);
        await using var place = await SlackPlace.StartAsync(rig);
        var before = new Cursor(
            "",
            (time.GetUtcNow() - TimeSpan.FromHours(1) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        );
        await place.Inbox.PassAsync("slack", "U0BOT00001", [before], TestContext.Current.CancellationToken);
        await rig.ControlAsync(
            "message",
            new
            {
                channel = "random",
                text = "said meanwhile",
                mention = true,
                deliver = false,
            }
        );
        await rig.ControlAsync(
            "fault",
            new
            {
                method = "conversations.history",
                kind = "429",
                count = 3,
                retryAfter = 20,
            }
        );

        await place.ReceiveAsync();
        var message = place.Inbox.NextAsync(TestContext.Current.CancellationToken);
        for (var pause = 0; pause < 3; pause++)
        {
            await time.PassAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Equal("said meanwhile", (await message).Text);
    }

    /// <summary>Stores the message only after the gap was released, which it begins to read only when the message is there.</summary>
    private sealed class LateInbox : IInbox
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<InboundMessage> _afterwards = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly System.Threading.Channels.Channel<int> _readings = System.Threading.Channels.Channel.CreateUnbounded<int>();
        private volatile InboundMessage? _stored;
        private int _count;

        public int FailsToRead { get; set; }

        public Task<InboundMessage> ReleasedAfterwards => _afterwards.Task;

        /// <summary>Waits until the cursors were read so often.</summary>
        public async Task<int> ReadAsync(int times, CancellationToken cancellationToken)
        {
            int reading;
            do
            {
                reading = await _readings.Reader.ReadAsync(cancellationToken);
            } while (reading < times);

            return reading;
        }

        public async Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
        {
            _arrived.TrySetResult();
            await _released.Task.WaitAsync(cancellationToken);
            _stored = message;
        }

        public async Task<ImmutableDictionary<string, long>> ReadCursorsAsync(
            string platform,
            string bot,
            CancellationToken cancellationToken
        )
        {
            _readings.Writer.TryWrite(++_count);
            if (FailsToRead-- > 0)
            {
                throw new InvalidOperationException("The database is away.");
            }

            await _arrived.Task.WaitAsync(cancellationToken);
            return ImmutableDictionary<string, long>.Empty;
        }

        public Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task ReleaseAsync(string platform, string bot, CancellationToken cancellationToken)
        {
            _released.TrySetResult();
            if (_stored is { } stored)
            {
                _afterwards.TrySetResult(stored);
            }

            return Task.CompletedTask;
        }
    }
}
