using Archon.Bots.Core.Messages;
using Archon.Bots.Telegram.Rendering;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Markdown on its way out: as HTML, and as plain text if Telegram does not parse that. An answer without style is better than none.</summary>
internal sealed class TelegramText(ILogger<TelegramText> logger)
{
    /// <summary>Unit: UTF-16 code units after the entities are parsed. Source: Bot API, sendMessage, text: 1-4096 characters.</summary>
    public const int Longest = 4096;

    /// <summary>Unit as above. Source: Bot API, sendDocument, caption: 0-1024 characters.</summary>
    private const int LongestCaption = 1024;

    /// <summary>Telegram takes no empty message.</summary>
    private const string Nothing = "…";

    public Task<T> SendAsync<T>(string markdown, Func<string, ParseMode, Task<T>> sendAsync) =>
        SendAsync(OrNothing(TelegramHtml.Render(markdown)), ParseMode.Html, () => OrNothing(TelegramHtml.Plain(markdown)), sendAsync);

    /// <summary>A caption may be empty, and is cut where a text would be refused: what it belongs to has the whole.</summary>
    public Task<T> SendCaptionAsync<T>(ReplyBody body, Func<string, ParseMode, Task<T>> sendAsync)
    {
        var plain = TelegramHtml.Plain(body.Markdown);
        return plain.Length > LongestCaption
            ? sendAsync(TextCut.Shorten(plain, LongestCaption), ParseMode.None)
            : SendAsync(TelegramHtml.Render(body.Markdown), ParseMode.Html, () => plain, sendAsync);
    }

    /// <summary>A draft shows where the agent is now: of a text that is too long, the end.</summary>
    public Task<T> SendDraftAsync<T>(string markdown, Func<string, ParseMode, Task<T>> sendAsync)
    {
        var plain = TelegramHtml.Plain(markdown);
        return plain.Length > Longest ? sendAsync("…" + TextCut.End(plain, Longest - 1), ParseMode.None) : SendAsync(markdown, sendAsync);
    }

    private async Task<T> SendAsync<T>(string text, ParseMode mode, Func<string> plain, Func<string, ParseMode, Task<T>> sendAsync)
    {
        try
        {
            return await sendAsync(text, mode);
        }
        catch (TelegramParseException exception)
        {
            logger.RenderingRefused(exception.Message);
            return await sendAsync(plain(), ParseMode.None);
        }
    }

    private static string OrNothing(string text) => text.Length == 0 ? Nothing : text;
}
