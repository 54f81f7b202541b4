using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Testing.Contracts.Platforms;

/// <summary>Room 2 as an adapter sees it: it stores, or fails as often as the test says.</summary>
public sealed class RecordedInbox : IInbox
{
    private readonly Channel<InboundMessage> _stored = Channel.CreateUnbounded<InboundMessage>();
    private readonly ConcurrentDictionary<string, byte> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _cursors = new(StringComparer.Ordinal);
    private int _failures;
    private int _refused;

    /// <summary>How many deliveries were not stored.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>The next delivery is not stored.</summary>
    public void FailOnce() => Interlocked.Increment(ref _failures);

    /// <summary>The next message that was stored; doubles of one delivery are one.</summary>
    public Task<InboundMessage> NextAsync(CancellationToken cancellationToken) =>
        _stored.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TestTimeouts.Default, cancellationToken);

    public Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref _failures) >= 0)
        {
            Interlocked.Increment(ref _refused);
            throw new InvalidOperationException("The database is away.");
        }

        Interlocked.Exchange(ref _failures, 0);
        return _known.TryAdd(message.DeliveryId, 0) ? _stored.Writer.WriteAsync(message, cancellationToken).AsTask() : Task.CompletedTask;
    }

    public Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken) =>
        Task.FromResult(_cursors.ToImmutableDictionary());

    public Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken)
    {
        foreach (var cursor in cursors)
        {
            _cursors[cursor.Place] = cursor.Position;
        }

        return Task.CompletedTask;
    }

    public Task ReleaseAsync(string platform, string bot, CancellationToken cancellationToken) => Task.CompletedTask;
}
