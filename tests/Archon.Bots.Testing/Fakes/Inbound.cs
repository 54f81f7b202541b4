using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Testing.Fakes;

/// <summary>Messages as the adapter of a <see cref="FakePlatform"/> maps them.</summary>
public static class Inbound
{
    public static ConversationKey Key(string chat = "c1") => new("fake", "bot", chat);

    public static InboundMessage Message(
        string text,
        long order = 1,
        string? deliveryId = null,
        string author = "u1",
        string chat = "c1"
    ) =>
        new()
        {
            Bot = "bot",
            DeliveryId = deliveryId ?? $"{chat}:{order}",
            OrderKey = order,
            Conversation = Key(chat),
            Author = new Author(author, "Ann"),
            Text = text,
            SentAt = TestTime.Begin.AddSeconds(order),
        };
}
