using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Telegram.Trouble;

/// <summary>What shall go wrong with the next calls that fit.</summary>
internal sealed class Fault
{
    /// <summary>Null fits every method; "download" means the files.</summary>
    public string? Method { get; init; }

    /// <summary>429, 500, 502, hang, reset, error or slow.</summary>
    public required string Kind { get; init; }

    /// <summary>Unit: seconds.</summary>
    public int RetryAfter { get; init; } = 1;

    /// <summary>The work is done, only the answer is lost.</summary>
    public bool After { get; init; }

    public TimeSpan Delay { get; init; }

    /// <summary>Only calls whose arguments contain this.</summary>
    public string? Match { get; init; }

    /// <summary>A description, or an object with error_code, description and parameters.</summary>
    public JsonNode? Error { get; init; }

    public int Left { get; set; } = 1;

    public bool Fits(string method, string arguments) =>
        (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && (Match is null || arguments.Contains(Match, StringComparison.Ordinal));

    /// <summary>A slow call is answered all the same.</summary>
    public bool ReplacesAnswer => Kind != "slow";

    public ApiReply Answer() =>
        Kind switch
        {
            "429" => ApiReply.Of(BotApiException.TooMany(RetryAfter)),
            "500" => ApiReply.Of(new BotApiException(500, "Internal Server Error")),
            "502" => ApiReply.BadGateway(),
            "hang" => ApiReply.Hanging,
            "reset" => ApiReply.Dropped,
            "error" => ApiReply.Of(Refusal()),
            _ => throw new InvalidOperationException($"There is no fault of the kind {Kind}"),
        };

    private BotApiException Refusal()
    {
        if (Error is JsonObject error)
        {
            var code = (int?)(error["error_code"] ?? error["code"]) ?? 400;
            return new BotApiException(
                code,
                error["description"]?.ToString() ?? "Bad Request",
                (JsonObject?)error["parameters"]?.DeepClone()
            );
        }

        var description = Error?.ToString() ?? "Bad Request: ordered";
        var status = description.Split(':')[0] switch
        {
            "Unauthorized" => 401,
            "Forbidden" => 403,
            "Not Found" => 404,
            "Conflict" => 409,
            "Internal Server Error" => 500,
            _ => 400,
        };
        return new BotApiException(status, description);
    }
}
