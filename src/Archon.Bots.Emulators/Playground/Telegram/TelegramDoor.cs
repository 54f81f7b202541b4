using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Telegram;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Playground.Telegram;

/// <summary>Alice's side of her private chat with the bot, and what can go wrong on Telegram's.</summary>
internal sealed class TelegramDoor(TelegramEmulator telegram, string token)
{
    /// <summary>Unit: sends. Each is told to wait <see cref="RefusalSeconds"/>.</summary>
    public const int Refusals = 2;

    public const int RefusalSeconds = 2;

    private const string Alice = "alice";

    /// <summary>Unit: milliseconds. Source: sendChatAction, which shows for five seconds or until a message comes.</summary>
    private const long TypingLasts = 5000;

    /// <summary>As the bot's key has it.</summary>
    public (string Platform, string Space, string Thread) Conversation => ("telegram", token.Split(':')[0], $"{Here.Id}");

    public Uri Address => telegram.BaseAddress;

    /// <summary>Ends at the next change; to be taken before looking.</summary>
    public Task Changed => telegram.World.Changed.Next;

    private Chat Here => telegram.World.Places.PrivateWith(telegram.World.Places.PersonNamed(Alice));

    public TelegramChat Look()
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

    /// <summary>Null: she has said nothing yet.</summary>
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
            );
        }
    }

    public Task SayAsync(string text, CancellationToken cancellationToken) =>
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

    /// <exception cref="ControlException">There is no such button.</exception>
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
                ["count"] = Refusals,
                ["retryAfter"] = RefusalSeconds,
            },
            cancellationToken
        );

    /// <returns>False: there is nothing to deliver again.</returns>
    public async Task<bool> DeliverAgainAsync(CancellationToken cancellationToken)
    {
        string? last;
        lock (telegram.World.Gate)
        {
            last = Here.Messages.LastOrDefault(message => !message.ByBot)?.Key;
        }

        return last is not null && (bool)(await CallAsync("redeliver", new JsonObject { ["id"] = last }, cancellationToken))["ok"]!;
    }

    /// <summary>A file of the chat; null: there is none under that id.</summary>
    public StoredFile? File(string id)
    {
        lock (telegram.World.Gate)
        {
            return telegram.World.Files.Find(id);
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
