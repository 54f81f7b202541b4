using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>What goes back over the wire, or what happens to the connection instead.</summary>
internal sealed record ApiReply(int Status, string Body)
{
    /// <summary>The connection is reset.</summary>
    public static ApiReply Dropped { get; } = new(0, "");

    /// <summary>The call stays open until the caller gives up.</summary>
    public static ApiReply Hanging { get; } = new(-1, "");

    /// <summary>The description of a refusal.</summary>
    public string? Error { get; private init; }

    /// <summary>Unit: seconds.</summary>
    public int? RetryAfter { get; private init; }

    private bool IsJson { get; init; } = true;

    public static ApiReply Of(string resultJson) => new(200, $$"""{"ok":true,"result":{{resultJson}}}""");

    public static ApiReply Of(BotApiException refused)
    {
        var body = new JsonObject
        {
            ["ok"] = false,
            ["error_code"] = refused.Code,
            ["description"] = refused.Message,
        };
        if (refused.Parameters is { } parameters)
        {
            body["parameters"] = parameters.DeepClone();
        }

        return new ApiReply(refused.Code, body.ToJsonString(JsonText.Options))
        {
            Error = refused.Message,
            RetryAfter = (int?)refused.Parameters?["retry_after"],
        };
    }

    /// <summary>What the proxy before the servers says when they do not answer it.</summary>
    public static ApiReply BadGateway() =>
        new(
            502,
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center><h1>502 Bad Gateway</h1></center></body>\r\n</html>\r\n"
        )
        {
            Error = "Bad Gateway",
            IsJson = false,
        };

    public async Task WriteAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (this == Hanging)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        if (this == Dropped)
        {
            Connection.Reset(context);
            return;
        }

        context.Response.StatusCode = Status;
        context.Response.ContentType = IsJson ? "application/json" : "text/html";
        if (RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        await context.Response.WriteAsync(Body, cancellationToken);
    }
}
