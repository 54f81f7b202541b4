using System.Globalization;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>What a control call names: a chat, a person, a message.</summary>
internal static class TelegramNames
{
    /// <summary>The chat named by channel, or the private chat of the user.</summary>
    public static Chat Chat(this ControlBody body, TelegramWorld world) =>
        body.Has("channel") && !body.Flag("dm")
            ? world.Places.ChatNamed(body.Text("channel"))
            : world.Places.PrivateWith(body.Person(world));

    public static Person Person(this ControlBody body, TelegramWorld world, string fallback = "alice") =>
        world.Places.PersonNamed(body.Text("user") is { Length: > 0 } name ? name : fallback);

    /// <summary>"chat:message_id"; a bare number is the newest message with that id.</summary>
    public static ChatMessage Message(this ControlBody body, TelegramWorld world, string name = "message")
    {
        var key = body.Required(name);
        var parts = key.Split(':');
        var chats = parts.Length == 2 ? [world.Places.ChatNamed(parts[0])] : world.Places.Chats;
        var id = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var found = chats.Select(chat => chat.Find(id)).OfType<ChatMessage>().MaxBy(message => message.Time);
        return found ?? throw new ControlException($"there is no message {key}");
    }
}
