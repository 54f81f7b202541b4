using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Telegram.Arguments;

/// <summary>reply_markup, in the two steps in which the server looks at it.</summary>
internal static class KeyboardArgument
{
    /// <summary>Unit: bytes of UTF-8. Source: Bot API, InlineKeyboardButton.</summary>
    private const int LongestData = 64;

    /// <summary>Source: known from use; Telegram does not document it.</summary>
    private const int MostButtons = 100;

    private static readonly string[] Actions =
    [
        "url",
        "callback_data",
        "callback_game",
        "pay",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "login_url",
        "web_app",
        "copy_text",
    ];

    public static JsonObject? Parse(ApiArguments arguments)
    {
        var markup = arguments.Json("reply_markup", "Can't parse reply keyboard markup JSON object");
        if (markup is null)
        {
            return null;
        }

        var keyboard = markup as JsonObject ?? throw BotApiException.BadRequest("object expected as reply markup");
        foreach (var button in Buttons(keyboard))
        {
            Check(button);
        }

        return keyboard;
    }

    /// <summary>What only the server behind the API refuses.</summary>
    public static void Finish(JsonObject? markup)
    {
        JsonObject[] buttons = [.. Buttons(markup).OfType<JsonObject>()];
        if (buttons.Any(button => Encoding.UTF8.GetByteCount(button["callback_data"]?.ToString() ?? "") > LongestData))
        {
            throw BotApiException.BadRequest("BUTTON_DATA_INVALID");
        }

        if (buttons.Length > MostButtons)
        {
            throw BotApiException.BadRequest("reply markup is too long");
        }
    }

    public static IEnumerable<JsonNode?> Buttons(JsonObject? markup) =>
        (markup?["inline_keyboard"] as JsonArray ?? [])
            .Select(row => row as JsonArray ?? throw BotApiException.BadRequest("field \"inline_keyboard\" must be of type Array"))
            .SelectMany(row => row);

    private static void Check(JsonNode? button)
    {
        if (button is not JsonObject fields)
        {
            throw BotApiException.BadRequest("inlineKeyboardButton must be an Object");
        }

        if (fields["text"] is not { } text || text.ToString().Length == 0)
        {
            throw BotApiException.BadRequest("can't parse inline keyboard button: Can't find field \"text\"");
        }

        if (
            fields["style"]?.ToString() is { Length: > 0 } style
            && style.ToLowerInvariant() is not ("danger" or "success" or "primary" or "default")
        )
        {
            throw BotApiException.BadRequest("can't parse inline keyboard button: invalid button style specified");
        }

        if (!Actions.Any(action => fields[action] is { } value && value.ToJsonString() != "\"\""))
        {
            throw BotApiException.BadRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
        }
    }
}
