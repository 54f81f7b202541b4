namespace Archon.Bots.Slack.Wire;

/// <summary>Slack has answered that it did not do it.</summary>
/// <param name="error">Slack's word for it: channel_not_found.</param>
/// <param name="needed">missing_scope: the scope that is missing.</param>
internal sealed class SlackErrorException(string method, string error, string? needed)
    : Exception(needed is null ? $"Slack refuses {method}: {error}" : $"Slack refuses {method}: {error}, it needs {needed}")
{
    public string Method { get; } = method;

    public string Error { get; } = error;

    public string? Needed { get; } = needed;
}

/// <summary>Slack asks for a pause; nothing was done.</summary>
internal sealed class SlackThrottledException(string method, TimeSpan retryAfter)
    : Exception($"Slack asks to wait {retryAfter.TotalSeconds:0.#} s before the next {method}")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The answer was lost, or is an error within Slack: some of it may have been done.</summary>
/// <param name="reason">A few words; never an address.</param>
internal sealed class SlackLostException(string method, string reason, Exception? inner = null)
    : Exception($"Slack's answer to {method} was lost: {reason}", inner);
