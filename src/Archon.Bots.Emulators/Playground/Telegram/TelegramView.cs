using System.Globalization;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Serving;

namespace Archon.Bots.Emulators.Playground.Telegram;

/// <summary>The chat in Telegram's own look.</summary>
internal static class TelegramView
{
    public static IEnumerable<PagePart> Parts(TelegramChat chat, BotState bot, TimeZoneInfo zone)
    {
        var line =
            chat.IsBotTyping ? "typing…"
            : bot.Phase == BotPhase.Up ? "bot"
            : "bot, not answering";
        yield return new PagePart("telegram-line", "telegram-head", Html.Of($"<p id=\"telegram-line\">{line}</p>"));
        foreach (var message in chat.Messages)
        {
            var id = IdOf(message);
            yield return new PagePart(id, "telegram-messages", Message(id, message, zone));
        }
    }

    private static string IdOf(TelegramMessage message) => $"telegram-{message.Key.Replace(':', '-')}";

    private static Html Message(string id, TelegramMessage message, TimeZoneInfo zone)
    {
        var sent = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(message.SentAt), zone);
        var edited = message.IsEdited ? "edited " : "";
        var time = sent.ToString("HH:mm", CultureInfo.InvariantCulture);
        var files = Html.Join(
            message.Files.Select(file =>
                Html.Of(
                    $"<a class=\"file\" href=\"/telegram/file?id={Uri.EscapeDataString(file.Id)}\" download=\"{file.Name}\"><b>{file.Name}</b> {Size(file.Size)}</a>"
                )
            )
        );
        var reactions = Html.Join(message.Reactions.Select(emoji => Html.Of($"<span class=\"reaction\">{emoji}</span>")));
        var foot = Html.Of($"<div class=\"foot\">{reactions}<time>{edited}{time}</time></div>");
        var text = Html.Of($"<div class=\"text\">{EntityHtml.Of(message.Content)}</div>");
        var side = message.IsMine ? "mine" : "theirs";
        return Html.Of($"<li id=\"{id}\" class=\"message {side}\"><div class=\"bubble\">{files}{text}{foot}</div>{Keyboard(message)}</li>");
    }

    private static Html Keyboard(TelegramMessage message) =>
        message.Buttons.IsEmpty
            ? Html.Empty
            : Html.Of(
                $"<form class=\"keyboard\" method=\"post\" action=\"/telegram/press\"><input type=\"hidden\" name=\"message\" value=\"{message.Key}\">{Html.Join(message.Buttons.Select(Button))}</form>"
            );

    private static Html Button(TelegramButton button) =>
        Html.Of($"<button name=\"action\" value=\"{button.Action}\">{button.Label}</button>");

    private static string Size(int bytes) =>
        bytes < 1024 ? $"{bytes} B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} kB");
}
