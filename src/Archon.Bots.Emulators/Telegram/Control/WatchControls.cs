using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>Looks at what has happened, and waits for what shall.</summary>
internal sealed class WatchControls(TelegramWorld world, LongPoll poll)
{
    public JsonNode Transcript(ControlBody body)
    {
        IReadOnlyCollection<Chat> chats = body.Has("channel") ? [world.Places.ChatNamed(body.Text("channel"))] : world.Places.Chats;
        var thread = body.Whole("thread");
        var messages = chats
            .SelectMany(chat => chat.Messages)
            .Where(message => !message.IsService && (thread is null || message.Thread == thread))
            .OrderBy(message => message.Time);
        return new JsonObject
        {
            ["ok"] = true,
            ["messages"] = new JsonArray([.. messages.Select(message => (JsonNode)MessageView.Of(message, world))]),
            ["drafts"] = new JsonArray([.. chats.SelectMany(chat => chat.Drafts).Select(draft => (JsonNode)draft.ToJson())]),
            ["actions"] = new JsonArray([.. chats.SelectMany(chat => chat.Actions).Select(action => action.DeepClone())]),
        };
    }

    public async Task<JsonNode> WaitAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var deadline = new Deadline(world.Time, TimeSpan.FromMilliseconds(body.Whole("timeoutMs") ?? 10_000));
        while (true)
        {
            Task changed;
            lock (world.Gate)
            {
                var chat = body.Has("channel") ? world.Places.ChatNamed(body.Text("channel")) : null;
                changed = (chat?.Changed ?? world.Changed).Next;
                if (Look(body, chat) is { } found)
                {
                    return found;
                }
            }

            if (!await deadline.WaitAsync(changed, cancellationToken))
            {
                return new JsonObject { ["ok"] = false, ["timeout"] = true };
            }
        }
    }

    public JsonNode State()
    {
        var chats = world.Places.Chats.Select(chat =>
        {
            var json = chat.ToJson();
            json["botStatus"] = chat.BotStatus;
            json["messages"] = chat.Messages.Count;
            return (JsonNode)json;
        });
        var people = world.Places.People.Select(person =>
        {
            var json = person.ToJson();
            json["started"] = person.Started;
            json["blocked"] = person.Blocked;
            return (JsonNode)json;
        });
        return new JsonObject
        {
            ["ok"] = true,
            ["bot"] = world.Bot.Describe(),
            ["polling"] = poll.IsOpen,
            ["webhook"] = world.Webhook.Url,
            ["pending"] = world.Updates.PendingCount,
            ["limits"] = world.Pace.Enforced,
            ["allowed_updates"] = world.Updates.AllowedJson(),
            ["people"] = new JsonArray([.. people]),
            ["chats"] = new JsonArray([.. chats]),
        };
    }

    private JsonObject? Look(ControlBody body, Chat? chat)
    {
        if (body.Flag("polling"))
        {
            return poll.IsOpen ? new JsonObject { ["ok"] = true } : null;
        }

        var messages = chat?.Messages ?? world.Places.Chats.SelectMany(one => one.Messages);
        ChatMessage[] fitting = [.. messages.Where(message => Fits(message, body))];
        var wanted = body.Whole("count") ?? 1;
        if (fitting.Length < Math.Max(1, wanted))
        {
            return null;
        }

        return new JsonObject
        {
            ["ok"] = true,
            ["count"] = fitting.Length,
            ["message"] = MessageView.Of(fitting.MaxBy(message => (message.Time, message.Id))!, world),
        };
    }

    private static bool Fits(ChatMessage message, ControlBody body) =>
        message is { DeletedAt: null, IsService: false }
        && (body.Text("from") is not { Length: > 0 } author || MessageView.AuthorOf(message) == author)
        && (body.Whole("thread") is not { } thread || message.Thread == thread)
        && (body.Whole("after") is not { } after || message.TextChangedAt > after)
        && message.Content.Text.Contains(body.Text("contains"), StringComparison.Ordinal);
}
