using Archon.Bots.Core.Connections;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Archon.Bots.Core.Tests.Connections;

public sealed class SkippedPlacesTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Places_that_could_not_be_written_down_are_written_down_the_next_time()
    {
        var written = new TaskCompletionSource<IReadOnlyCollection<Cursor>>();
        var calls = 0;
        var inbox = new Mock<IInbox>();
        inbox
            .Setup(database => database.PassAsync("p", "bot", It.IsAny<IReadOnlyCollection<Cursor>>(), It.IsAny<CancellationToken>()))
            .Returns(
                (string _, string _, IReadOnlyCollection<Cursor> cursors, CancellationToken _) =>
                {
                    if (++calls == 1)
                    {
                        throw new InvalidOperationException("The database is away.");
                    }

                    written.TrySetResult(cursors);
                    return Task.CompletedTask;
                }
            );
        var skipped = new SkippedPlaces("p", new GapReading("p", _time, NullLogger.Instance), _time, NullLogger.Instance);
        using var stop = new CancellationTokenSource();
        skipped.Add(new Cursor("C1", 7));

        var keeping = skipped.KeepAsync(inbox.Object, "bot", stop.Token);
        while (!written.Task.IsCompleted && !keeping.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await keeping;
        Assert.Equal([new Cursor("C1", 7)], await written.Task);
        Assert.Equal(2, calls);
    }
}
