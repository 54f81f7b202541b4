using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Formatting;

namespace Archon.Bots.Emulators.Telegram.Arguments;

/// <summary>Texts with their markup, in the two steps in which the server looks at them.</summary>
internal static class TextArguments
{
    /// <summary>Unit: UTF-16 code units after the markup is parsed. Source: Bot API, sendMessage.</summary>
    public const int LongestText = 4096;

    /// <summary>Unit as above. Source: Bot API, sendDocument.</summary>
    public const int LongestCaption = 1024;

    /// <summary>Unit: bytes of the source text. Source: the server.</summary>
    private const int LongestSource = 1 << 15;

    /// <summary>First step, before anybody looks at the chat: is the markup right?</summary>
    public static FormattedText Parse(ApiArguments arguments, string name, string entitiesName)
    {
        var text = arguments.Text(name);
        if (Encoding.UTF8.GetByteCount(text) > LongestSource)
        {
            throw BotApiException.BadRequest("text is too long");
        }

        try
        {
            return arguments.Text("parse_mode").ToLowerInvariant() switch
            {
                "html" => HtmlParser.Parse(text),
                "markdownv2" => MarkdownV2Parser.Parse(text),
                "" or "none" => new FormattedText(text, [.. ExplicitEntities(arguments, entitiesName)]),
                _ => throw BotApiException.BadRequest("unsupported parse_mode"),
            };
        }
        catch (EntityParseException wrong)
        {
            throw BotApiException.BadRequest($"can't parse entities: {wrong.Message}");
        }
    }

    /// <summary>Second step: what is left, and is it short enough?</summary>
    public static FormattedText Finish(FormattedText parsed, string tooLong = "message is too long")
    {
        var clean = TextCleaner.Clean(parsed);
        if (clean.Text.Length == 0)
        {
            throw BotApiException.BadRequest("text must be non-empty");
        }

        return clean.Text.Length > LongestText ? throw BotApiException.BadRequest(tooLong) : clean;
    }

    /// <summary>A caption may be empty.</summary>
    public static FormattedText FinishCaption(FormattedText parsed)
    {
        var clean = TextCleaner.Clean(parsed);
        return clean.Text.Length > LongestCaption ? throw BotApiException.BadRequest("message caption is too long") : clean;
    }

    public static IEnumerable<TextEntity> ReadEntities(JsonNode? entities) =>
        (entities as JsonArray ?? []).OfType<JsonObject>().Select(ReadEntity);

    private static IEnumerable<TextEntity> ExplicitEntities(ApiArguments arguments, string name) =>
        ReadEntities(arguments.Json(name, "Can't parse entities JSON object"))
            .Where(entity => entity.Type is not ("mention" or "hashtag" or "bot_command" or "url" or "email"));

    private static TextEntity ReadEntity(JsonObject entity)
    {
        var argument = entity["url"] ?? entity["language"] ?? entity["custom_emoji_id"] ?? entity["user"]?["id"];
        return new TextEntity(
            entity["type"]?.ToString() ?? "",
            (int?)entity["offset"] ?? 0,
            (int?)entity["length"] ?? 0,
            argument?.ToString()
        );
    }
}
