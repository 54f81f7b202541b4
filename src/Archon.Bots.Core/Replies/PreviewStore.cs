using System.Collections.Concurrent;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Outbox;

namespace Archon.Bots.Core.Replies;

/// <summary>The replies that grow at this moment. In memory: what must survive is in the outbox rows.</summary>
internal sealed class PreviewStore(OutboxSignal outbox)
{
    private readonly ConcurrentDictionary<ConversationKey, Reply> _open = new();

    public void Open(Reply reply)
    {
        _open[reply.Conversation] = reply;
        outbox.Raise(reply.Conversation);
    }

    public void Close(Reply reply) => _open.TryRemove(KeyValuePair.Create(reply.Conversation, reply));

    /// <summary>Null: no reply is open in that conversation.</summary>
    public Reply? Find(ConversationKey conversation) => _open.GetValueOrDefault(conversation);
}
