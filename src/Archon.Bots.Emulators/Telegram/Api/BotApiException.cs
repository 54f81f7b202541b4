using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>An answer with ok = false. The message is the description, as the Bot API words it.</summary>
internal sealed class BotApiException(int code, string description, JsonObject? parameters = null) : Exception(description)
{
    public int Code => code;

    public JsonObject? Parameters => parameters;

    public static BotApiException BadRequest(string what) => new(400, $"Bad Request: {what}");

    public static BotApiException Forbidden(string what) => new(403, $"Forbidden: {what}");

    public static BotApiException TooMany(int retryAfter) =>
        new(429, $"Too Many Requests: retry after {retryAfter}", new JsonObject { ["retry_after"] = retryAfter });
}
