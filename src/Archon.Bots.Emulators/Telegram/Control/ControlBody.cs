using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>What a control call says, from its JSON body or its query.</summary>
internal sealed class ControlBody(JsonObject values)
{
    public static async Task<ControlBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var values = new JsonObject();
        foreach (var (name, value) in request.Query)
        {
            values[name] = value.ToString();
        }

        if (HttpMethods.IsPost(request.Method) && request.ContentLength is not 0)
        {
            try
            {
                var body = await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);
                foreach (var (name, value) in body as JsonObject ?? [])
                {
                    values[name] = value?.DeepClone();
                }
            }
            catch (JsonException)
            {
                throw new ControlException("the body is not JSON");
            }
        }

        return new ControlBody(values);
    }

    public bool Has(string name) => values[name] is not null;

    public JsonNode? Node(string name) => values[name];

    /// <summary>Empty when it is missing.</summary>
    public string Text(string name) => values[name]?.ToString() ?? "";

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw new ControlException($"'{name}' is missing");

    public long? Whole(string name) =>
        double.TryParse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? (long)number : null;

    public bool Flag(string name) => Text(name).ToLowerInvariant() is "true" or "1";

    /// <summary>The chat named by channel, or the private chat of the user.</summary>
    public Chat Chat(TelegramWorld world) =>
        Has("channel") && !Flag("dm") ? world.Places.ChatNamed(Text("channel")) : world.Places.PrivateWith(Person(world));

    public Person Person(TelegramWorld world, string fallback = "alice") =>
        world.Places.PersonNamed(Text("user") is { Length: > 0 } name ? name : fallback);

    /// <summary>"chat:message_id"; a bare number is the newest message with that id.</summary>
    public ChatMessage Message(TelegramWorld world, string name = "message")
    {
        var key = Required(name);
        var parts = key.Split(':');
        var chats = parts.Length == 2 ? [world.Places.ChatNamed(parts[0])] : world.Places.Chats;
        var id = int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var found = chats.Select(chat => chat.Find(id)).OfType<ChatMessage>().MaxBy(message => message.Time);
        return found ?? throw new ControlException($"there is no message {key}");
    }
}
