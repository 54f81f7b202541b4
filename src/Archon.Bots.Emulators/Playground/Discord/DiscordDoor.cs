using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord;
using Archon.Bots.Emulators.Discord.Control;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Playground.Channels;
using Archon.Bots.Emulators.Playground.Doors;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Serving;

namespace Archon.Bots.Emulators.Playground.Discord;

/// <summary>A channel of Discord: a mention opens a thread, and in the newest one she goes on without.</summary>
internal sealed class DiscordDoor(DiscordEmulator discord) : IDoor
{
    private const string Channel = "general";
    private const string Alice = "alice";
    private const string Sends = "POST .*/messages$";

    /// <summary>What people say, and answers to it; the rest is Discord's own.</summary>
    private static readonly ImmutableHashSet<string> _spoken = ["0", "19", "20"];

    public string Name => "discord";

    public string Title => "Discord";

    public Task Changed => discord.World.Changed.Next;

    private DiscordRoom Here => discord.World.RoomNamed(Channel);

    private IEnumerable<DiscordPost> Posts =>
        discord.World.Posts.Where(post =>
            (post.Room.Parent ?? post.Room) == Here && post.DeletedAt is null && _spoken.Contains($"{post.Json["type"]}")
        );

    public IEnumerable<PagePart> Parts(BotState bot, TimeZoneInfo zone)
    {
        var line = bot.Phase == BotPhase.Up ? "bot, by the gateway" : "bot, not answering";
        lock (discord.World.Gate)
        {
            return [.. new ChannelView(Name, zone).Parts([.. Posts.Select(View)], line)];
        }
    }

    public async Task<Said?> LastSaidAsync(CancellationToken cancellationToken)
    {
        var calls = (await CallAsync("calls", new JsonObject { ["route"] = Sends }, cancellationToken)).AsArray();
        lock (discord.World.Gate)
        {
            return LastOfAlice() is not { } said
                ? null
                : new Said(
                    said.Id,
                    said.At,
                    [.. said.HandedAt],
                    calls.Count(call => call!["fault"] is not null && (long)call["t"]! >= said.At),
                    Posts.Where(post => post.Author.IsBot).ToImmutableDictionary(post => post.Id, post => post.LastChangeAt)
                )
                {
                    Platform = Title,
                    Conversation = (Name, DiscordWorld.GuildId, $"{Here.Id}/{(said.Room.IsThread ? said.Room.Id : said.Id)}"),
                };
        }
    }

    public Task SayAsync(string text, bool anew, CancellationToken cancellationToken)
    {
        string? thread;
        lock (discord.World.Gate)
        {
            thread = anew ? null : Posts.LastOrDefault(post => post.Author.IsBot && post.Room.IsThread)?.Room.Id;
        }

        return CallAsync(
            "message",
            new JsonObject
            {
                ["channel"] = Channel,
                ["user"] = Alice,
                ["text"] = text,
                ["thread"] = thread,
                ["mention"] = thread is null,
            },
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
                ["route"] = Sends,
                ["kind"] = "429",
                ["count"] = Refusals.Count,
                ["retryAfter"] = Refusals.Seconds,
            },
            cancellationToken
        );

    public async Task<bool> DeliverAgainAsync(CancellationToken cancellationToken)
    {
        string? last;
        lock (discord.World.Gate)
        {
            last = LastOfAlice()?.Id;
        }

        return last is not null
            && (int)(await CallAsync("redeliver", new JsonObject { ["id"] = last }, cancellationToken))["delivered"]! > 0;
    }

    public byte[]? File(string id)
    {
        lock (discord.World.Gate)
        {
            return discord.World.Files.TryGetValue(id, out var file) ? file.Bytes : null;
        }
    }

    private DiscordPost? LastOfAlice() => Posts.LastOrDefault(post => !post.Author.IsBot);

    /// <summary>A thread bears the id of the message that it hangs on.</summary>
    private static ChannelPost View(DiscordPost post)
    {
        var text = post.Content.Replace($"<@{DiscordWorld.BotId}>", "@archon", StringComparison.Ordinal);
        return new ChannelPost(
            post.Id,
            post.Room.IsThread ? post.Room.Id : null,
            !post.Author.IsBot,
            post.Author.IsBot ? MarkdownHtml.Of(text) : Html.Of($"{text}"),
            post.At,
            Grows: false,
            [.. post.Reactions.Select(reaction => reaction.Emoji)],
            [.. DiscordWatching.Buttons(post).Select(button => ($"{button?["text"]}", $"{button?["action"]}"))],
            [.. (post.Json["attachments"] as JsonArray ?? []).Select(file => ($"{file?["id"]}", $"{file?["filename"]}"))]
        );
    }

    private Task<JsonNode> CallAsync(string name, JsonObject values, CancellationToken cancellationToken) =>
        discord.Control.CallAsync(name, new ControlBody(values), cancellationToken);
}
