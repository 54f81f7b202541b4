using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Playground.Channels;
using Archon.Bots.Emulators.Playground.Doors;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Serving;
using Archon.Bots.Emulators.Slack;
using Archon.Bots.Emulators.Slack.Control;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Playground.Slack;

/// <summary>A channel of Slack: a mention opens a thread, and in the newest one she goes on without.</summary>
internal sealed class SlackDoor(SlackEmulator slack) : IDoor
{
    private const string Channel = "general";
    private const string Alice = "alice";

    public string Name => "slack";

    public string Title => "Slack";

    public Task Changed => slack.World.Changed.Next;

    private SlackPlace Here => slack.World.PlaceNamed(Channel);

    public IEnumerable<PagePart> Parts(BotState bot, TimeZoneInfo zone)
    {
        lock (slack.World.Gate)
        {
            var posts = Here.Posts.Where(post => post.DeletedAt is null);
            var line = bot.Phase == BotPhase.Up ? "app, by Socket Mode" : "app, not answering";
            return [.. new ChannelView(Name, zone).Parts([.. posts.Select(View)], line)];
        }
    }

    public async Task<Said?> LastSaidAsync(CancellationToken cancellationToken)
    {
        var calls = await ListAsync("calls", new JsonObject { ["method"] = "chat.postMessage" }, cancellationToken);
        var deliveries = await ListAsync("deliveries", [], cancellationToken);
        lock (slack.World.Gate)
        {
            if (LastOfAlice() is not { } said)
            {
                return null;
            }

            var events = deliveries.FindAll(delivery => (string?)delivery["about"] == said.Ts);
            return new Said(
                said.Ts,
                said.At,
                [
                    .. events
                        .Where(delivery => (string?)delivery["event"] == "message")
                        .Select(delivery => (long?)delivery["sentAt"])
                        .OfType<long>(),
                ],
                calls.Count(call => call["fault"] is not null && (long)call["t"]! >= said.At),
                Here.Posts.Where(post => post.IsBot).ToImmutableDictionary(post => post.Ts, post => post.LastChangeAt)
            )
            {
                Events = Math.Max(1, events.DistinctBy(delivery => (string?)delivery["event"]).Count()),
                Platform = Title,
                Conversation = (Name, SlackWorld.Team, $"{Here.Id}/{said.Thread ?? said.Ts}"),
            };
        }
    }

    public Task SayAsync(string text, bool anew, CancellationToken cancellationToken)
    {
        string? thread;
        lock (slack.World.Gate)
        {
            thread = anew ? null : Here.Posts.LastOrDefault(post => post.IsBot && post.Thread is not null)?.Thread;
        }

        return slack.Control.CallAsync(
            "message",
            new ControlBody(
                new JsonObject
                {
                    ["channel"] = Channel,
                    ["user"] = Alice,
                    ["text"] = text,
                    ["thread"] = thread,
                    ["mention"] = thread is null,
                }
            ),
            cancellationToken
        );
    }

    public Task PressAsync(string message, string action, CancellationToken cancellationToken) =>
        CallAsync(
            "click",
            new JsonObject
            {
                ["message"] = message,
                ["action"] = action,
                ["user"] = Alice,
            },
            cancellationToken
        );

    public Task RefuseAsync(CancellationToken cancellationToken) =>
        CallAsync(
            "fault",
            new JsonObject
            {
                ["method"] = "chat.postMessage",
                ["kind"] = "429",
                ["count"] = Refusals.Count,
                ["retryAfter"] = Refusals.Seconds,
            },
            cancellationToken
        );

    public async Task<bool> DeliverAgainAsync(CancellationToken cancellationToken)
    {
        string? last;
        lock (slack.World.Gate)
        {
            last = LastOfAlice()?.Ts;
        }

        return last is not null && (bool)(await CallAsync("redeliver", new JsonObject { ["id"] = last }, cancellationToken))["ok"]!;
    }

    public byte[]? File(string id)
    {
        lock (slack.World.Gate)
        {
            return slack.World.Files.TryGetValue(id, out var file) ? file.Bytes : null;
        }
    }

    private SlackPost? LastOfAlice() => Here.Posts.LastOrDefault(post => !post.IsBot && post.DeletedAt is null);

    private static ChannelPost View(SlackPost post) =>
        new(
            post.Ts,
            post.Thread,
            !post.IsBot,
            post.IsBot ? MarkdownHtml.Of(post.Visible) : Html.Of($"{SlackText.AsTyped(post.Visible)}"),
            post.At,
            !post.IsFinal,
            [.. post.Reactions.Select(reaction => SlackText.Emoji(reaction.Name))],
            [.. SlackWatching.Buttons(post).Select(button => ($"{button?["text"]}", $"{button?["action"]}"))],
            [.. (post.Json["files"] as JsonArray ?? []).Select(file => ($"{file?["id"]}", $"{file?["name"]}"))]
        );

    private async Task<List<JsonNode>> ListAsync(string name, JsonObject values, CancellationToken cancellationToken) =>
        [.. (await CallAsync(name, values, cancellationToken))[name]!.AsArray().Select(item => item!)];

    private Task<JsonNode> CallAsync(string name, JsonObject values, CancellationToken cancellationToken) =>
        slack.Control.CallAsync(name, new ControlBody(values), cancellationToken);
}
