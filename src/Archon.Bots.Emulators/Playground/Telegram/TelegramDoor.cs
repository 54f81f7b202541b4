using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Playground.Doors;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Playground.Serving;
using Archon.Bots.Emulators.Telegram;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Playground.Telegram;

/// <summary>Alice's side of her private chat with the bot, and what can go wrong on Telegram's.</summary>
internal sealed class TelegramDoor(TelegramEmulator telegram, string token) : IDoor
{
    private const string Alice = "alice";

    /// <summary>Unit: milliseconds. Source: sendChatAction, which shows for five seconds or until a message comes.</summary>
    private const long TypingLasts = 5000;

    public string Name => "telegram";

    public string Title => "Telegram";

    public Task Changed => telegram.World.Changed.Next;

    private Chat Here => telegram.World.Places.PrivateWith(telegram.World.Places.PersonNamed(Alice));

    public IEnumerable<PagePart> Parts(BotState bot, TimeZoneInfo zone) => TelegramView.Parts(Look(), bot, zone);

    private TelegramChat Look()
    {
        lock (telegram.World.Gate)
        {
            var chat = Here;
            var messages = chat.Messages.Where(message => message is { DeletedAt: null, IsService: false }).Select(View).ToImmutableArray();
            var typing = (long?)chat.Actions.LastOrDefault()?["t"] ?? 0;
            var last = chat.Messages.LastOrDefault(message => message.ByBot)?.LastChangeAt ?? 0;
            return new TelegramChat(messages, typing > last && telegram.World.Now - typing < TypingLasts);
        }
    }

    public async Task<Said?> LastSaidAsync(CancellationToken cancellationToken)
    {
        var refused = (await CallAsync("calls", new JsonObject { ["method"] = "sendMessage" }, cancellationToken))["calls"]!.AsArray();
        lock (telegram.World.Gate)
        {
            if (Here.Messages.LastOrDefault(message => !message.ByBot) is not { } said)
            {
                return null;
            }

            return new Said(
                $"{said.Id}",
                said.Time,
                [.. telegram.World.Updates.All.Where(update => update.Source == said.Key).SelectMany(update => update.Handed)],
                refused.Count(call => call!["fault"] is not null && (long)call["t"]! >= said.Time),
                Here.Messages.Where(message => message.ByBot)
                    .ToImmutableDictionary(message => $"{message.Id}", message => message.LastChangeAt)
            )
            {
                Platform = Title,
                Conversation = (Name, token.Split(':')[0], $"{Here.Id}"),
            };
        }
    }

    public Task SayAsync(string text, bool anew, CancellationToken cancellationToken) =>
        CallAsync(
            "message",
            new JsonObject
            {
                ["dm"] = true,
                ["user"] = Alice,
                ["text"] = text,
            },
            cancellationToken
        );

    public Task PressAsync(string message, string action, CancellationToken cancellationToken) =>
        CallAsync(
            "click",
            new JsonObject
            {
                ["message"] = message,
                ["action"] = action,
                ["user"] = Alice,
                ["waitMs"] = 0,
            },
            cancellationToken
        );

    public Task RefuseAsync(CancellationToken cancellationToken) =>
        CallAsync(
            "fault",
            new JsonObject
            {
                ["method"] = "sendMessage",
                ["kind"] = "429",
                ["count"] = Refusals.Count,
                ["retryAfter"] = Refusals.Seconds,
            },
            cancellationToken
        );

    public async Task<bool> DeliverAgainAsync(CancellationToken cancellationToken)
    {
        string? last;
        lock (telegram.World.Gate)
        {
            last = Here.Messages.LastOrDefault(message => !message.ByBot)?.Key;
        }

        return last is not null && (bool)(await CallAsync("redeliver", new JsonObject { ["id"] = last }, cancellationToken))["ok"]!;
    }

    public byte[]? File(string id)
    {
        lock (telegram.World.Gate)
        {
            return telegram.World.Files.Find(id)?.Bytes;
        }
    }

    private Task<JsonNode> CallAsync(string name, JsonObject values, CancellationToken cancellationToken) =>
        telegram.Control.CallAsync(name, new ControlBody(values), cancellationToken);

    private static TelegramMessage View(ChatMessage message) =>
        new(
            message.Key,
            !message.ByBot,
            message.Content,
            message.Time,
            message.EditedAt is not null,
            [.. message.Reactions.Values.SelectMany(emoji => emoji)],
            [
                .. KeyboardArgument
                    .Buttons(message.Markup)
                    .Select(button => new TelegramButton($"{button?["text"]}", $"{button?["callback_data"]}")),
            ],
            [.. message.Files.Select(file => new TelegramFile(file.Id, file.Name, file.Bytes.Length))]
        );
}
