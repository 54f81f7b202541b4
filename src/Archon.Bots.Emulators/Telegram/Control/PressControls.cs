using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Arguments;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>Presses of inline buttons.</summary>
internal sealed class PressControls(TelegramWorld world)
{
    /// <summary>Waits for the bot's answer, as the spinner on the button does.</summary>
    public async Task<JsonNode> PressAsync(ControlBody body, CancellationToken cancellationToken)
    {
        var start = world.Time.GetTimestamp();
        Press press;
        lock (world.Gate)
        {
            var message = body.Message(world);
            var button = FindButton(message, body.Has("action") ? body.Text("action") : body.Required("value"));
            if (button["callback_data"]?.ToString() is not { Length: > 0 } data)
            {
                return new JsonObject { ["ok"] = true, ["url"] = button["url"]?.ToString() };
            }

            press = world.Presses.Add();
            var person = message.Chat.Person ?? body.Person(world);
            world.Updates.Add("callback_query", Query(press, person, message, data), $"press:{press.Id}");
        }

        var wait = TimeSpan.FromMilliseconds(body.Whole("waitMs") ?? 10_000);
        var answered = await new Deadline(world.Time, wait).WaitAsync(press.Answer, cancellationToken);
        var answer = answered ? await press.Answer : [];
        return new JsonObject
        {
            ["ok"] = true,
            ["id"] = press.Id,
            ["answered"] = answered,
            ["answerMs"] = answered ? (long)world.Time.GetElapsedTime(start).TotalMilliseconds : null,
            ["text"] = answer["text"]?.DeepClone(),
            ["show_alert"] = answer["show_alert"]?.DeepClone() ?? false,
        };
    }

    private JsonObject Query(Press press, Person person, ChatMessage message, string data) =>
        new()
        {
            ["id"] = press.Id,
            ["from"] = person.ToJson(),
            ["message"] = MessageJson.Of(message, world),
            ["chat_instance"] = $"{message.Chat.Id}00",
            ["data"] = data,
        };

    private static JsonObject FindButton(ChatMessage message, string action)
    {
        JsonObject[] buttons = [.. KeyboardArgument.Buttons(message.Markup).OfType<JsonObject>()];
        return Array.Find(buttons, button => button["callback_data"]?.ToString() == action)
            ?? Array.Find(buttons, button => Label(button["text"]?.ToString() ?? "") == Label(action))
            ?? throw new ControlException($"message {message.Key} has no button '{action}'");
    }

    /// <summary>Whoever describes a press names the words of a button, not its emoji.</summary>
    private static string Label(string text)
    {
        var words = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii || Rune.IsLetterOrDigit(rune))
            {
                words.Append(rune.ToString());
            }
        }

        return words.ToString().Trim().ToUpperInvariant();
    }
}
