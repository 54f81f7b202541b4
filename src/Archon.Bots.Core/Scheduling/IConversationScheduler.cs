using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Scheduling;

/// <summary>Room 3.</summary>
public interface IConversationScheduler
{
    /// <summary>Hints that the conversation has something to do. It may be lost or repeated: the row is the truth.</summary>
    ValueTask WakeAsync(ConversationKey conversation, CancellationToken cancellationToken);

    /// <summary>As <see cref="WakeAsync"/>, not before that time.</summary>
    ValueTask WakeAtAsync(ConversationKey conversation, DateTimeOffset time, CancellationToken cancellationToken);
}
