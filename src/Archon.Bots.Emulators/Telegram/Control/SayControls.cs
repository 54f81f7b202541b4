using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.Formatting;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>What people say, take back and feel.</summary>
internal sealed class SayControls(TelegramWorld world)
{
    /// <summary>With intervalMs the messages come one after another, and the call ends with the last.</summary>
    public async Task<JsonNode> SayAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var count = (int)(body.Whole("count") ?? 1);
        var interval = TimeSpan.FromMilliseconds(body.Whole("intervalMs") ?? 0);
        var time = world.Now;
        JsonArray ids = [];
        JsonArray updateIds = [];
        Chat chat;
        lock (world.Gate)
        {
            chat = body.Chat(world);
            for (var i = 0; i < (interval > TimeSpan.Zero ? 1 : count); i++)
            {
                Say(body, chat, i, ids, updateIds);
            }
        }

        for (var i = ids.Count; i < count; i++)
        {
            await Task.Delay(interval, world.Time, cancellationToken);
            lock (world.Gate)
            {
                Say(body, chat, i, ids, updateIds);
            }
        }

        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = chat.Id,
            ["t"] = time,
            ["delivered"] = updateIds.Count == ids.Count,
            ["ids"] = ids,
            ["updateIds"] = updateIds,
        };
    }

    /// <summary>A command is a message that begins with one.</summary>
    public Task<JsonNode> CommandAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var name = body.Required("command").TrimStart('/') + (body.Flag("at") ? world.Bot.Mention : "");
        var values = new JsonObject
        {
            ["text"] = $"/{name} {body.Text("text")}".TrimEnd(),
            ["channel"] = body.Node("channel")?.DeepClone(),
            ["thread"] = body.Node("thread")?.DeepClone(),
            ["user"] = body.Node("user")?.DeepClone(),
        };
        return SayAsync(new ControlBody(values), cancellationToken);
    }

    public JsonNode Edit(ControlBody body) => Told(ChatEvents.Edit(world, body.Message(world), body.Required("text")));

    /// <summary>Telegram does not tell a bot that a message is gone.</summary>
    public JsonNode Delete(ControlBody body)
    {
        var message = body.Message(world);
        message.DeletedAt = world.Now;
        world.Touch(message);
        return new JsonObject { ["ok"] = true, ["delivered"] = false };
    }

    public JsonNode React(ControlBody body) =>
        Told(ChatEvents.React(world, body.Message(world), body.Person(world), body.Required("name"), body.Flag("remove")));

    /// <summary>An update of any type, as the caller writes it.</summary>
    public JsonNode Update(ControlBody body) =>
        Told(world.Updates.Add(body.Required("type"), (JsonObject?)body.Node("body")?.DeepClone() ?? []));

    public JsonNode Redeliver(ControlBody body) => new JsonObject { ["ok"] = world.Updates.Redeliver(body.Required("id")) };

    private static JsonObject Told(int? update) =>
        new()
        {
            ["ok"] = true,
            ["delivered"] = update is not null,
            ["updateIds"] = update is { } id ? [id] : new JsonArray(),
        };

    private void Say(ControlBody body, Chat chat, int index, JsonArray ids, JsonArray updateIds)
    {
        var files = IncomingFiles.Store(body.Node("files") as JsonArray, world);
        // Several files that are sent at once are an album.
        var album = files.Count > 1 ? files[0].UniqueId : null;
        for (var i = 0; i < Math.Max(1, files.Count); i++)
        {
            var file = files.Count > 0 ? files[i] : null;
            var message = Compose(body, chat, i == 0 ? TextOf(body, index) : "", file, album);
            ids.Add(message.Key);
            if (ChatEvents.Say(world, message, tell: !body.Has("deliver") || body.Flag("deliver")) is { } update)
            {
                updateIds.Add(update);
            }
        }
    }

    private ChatMessage Compose(ControlBody body, Chat chat, string text, StoredFile? file, string? album)
    {
        var entities = TextArguments.ReadEntities(body.Node("entities"));
        var content = TextCleaner.Clean(new FormattedText(text, [.. entities]));
        var thread = (int?)body.Whole("thread");
        var reply = body.Has("replyTo") ? body.Message(world, "replyTo") : null;
        var isTopic = thread is { } topic && chat.Topics.ContainsKey(topic);
        var root = chat.Kind == ChatKind.Supergroup && !chat.IsForum ? reply?.Thread ?? reply?.Id : null;
        return new ChatMessage(chat, world.NextMessageId(chat), world.Now)
        {
            From = chat.Person ?? body.Person(world),
            Content = content,
            OriginalText = content.Text,
            RawText = text,
            Files = file is null ? [] : [file],
            Extra = file is null ? null : IncomingFiles.Describe(file, album),
            ReplyTo = reply,
            Quote = body.Text("quote") is { Length: > 0 } quote ? new JsonObject { ["text"] = quote, ["position"] = 0 } : null,
            Thread = thread ?? root,
            IsTopic = isTopic,
        };
    }

    private string TextOf(ControlBody body, int index)
    {
        var text = body.Text("text").Replace("{i}", index.ToString(), StringComparison.Ordinal);
        text = text.Replace("@bot", world.Bot.Mention, StringComparison.Ordinal);
        return body.Flag("mention") ? $"{world.Bot.Mention} {text}" : text;
    }
}
