using System.Collections.Concurrent;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Outbox;

/// <summary>What the pump has learned of the platform and need not survive: who asked for a pause, whose edit was lost.</summary>
internal sealed class DeliveryPauses(TimeProvider time)
{
    /// <summary>How long a lost edit may still be under way.</summary>
    public static readonly TimeSpan OnceMoreAfter = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<ConversationKey, DateTimeOffset> _until = new();
    private readonly ConcurrentDictionary<Guid, bool> _lostEdits = new();

    public void Pause(ConversationKey conversation, TimeSpan pause) => _until[conversation] = time.GetUtcNow() + pause;

    /// <summary>How long the conversation's previews are to pause; zero: not at all.</summary>
    public TimeSpan Left(ConversationKey conversation)
    {
        if (!_until.TryGetValue(conversation, out var until))
        {
            return TimeSpan.Zero;
        }

        var left = until - time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            return left;
        }

        _until.TryRemove(conversation, out _);
        return TimeSpan.Zero;
    }

    public void EditLost(Guid row) => _lostEdits[row] = true;

    public bool TakeEditLost(Guid row) => _lostEdits.TryRemove(row, out _);
}
