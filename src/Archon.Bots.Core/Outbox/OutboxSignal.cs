using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Outbox;

/// <summary>Hints the pump that a conversation has something to show. It may be lost: the rows are the truth.</summary>
internal sealed class OutboxSignal
{
    private Action<ConversationKey>? _listener;

    public void Raise(ConversationKey conversation) => Volatile.Read(ref _listener)?.Invoke(conversation);

    public void Listen(Action<ConversationKey> listener) => Volatile.Write(ref _listener, listener);
}
