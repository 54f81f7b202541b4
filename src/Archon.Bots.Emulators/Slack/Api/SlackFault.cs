namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>What shall go wrong with the next calls that fit.</summary>
internal sealed class SlackFault
{
    /// <summary>Null fits every method; upload, download, response_url and ws are no methods.</summary>
    public string? Method { get; init; }

    /// <summary>429, 500, 502, hang, reset, error or slow.</summary>
    public required string Kind { get; init; }

    /// <summary>Unit: seconds.</summary>
    public int RetryAfter { get; init; } = 1;

    /// <summary>The work is done, only the answer is lost.</summary>
    public bool After { get; init; }

    public TimeSpan Delay { get; init; }

    public string? Match { get; init; }

    public string Error { get; init; } = "internal_error";

    public string? Needed { get; init; }

    public int Left { get; set; } = 1;

    public bool Fits(string method, string arguments) =>
        (Method is null ? !IsElsewhere(method) : Method == method)
        && (Match is null || arguments.Contains(Match, StringComparison.Ordinal));

    private static bool IsElsewhere(string method) => method is "upload" or "download" or "response_url" or "ws";
}
