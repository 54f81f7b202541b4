using System.Collections.Immutable;
using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>What a result means. Source: agents.md, sections 2, 3 and 7: "success" is no sign of success, and most execution errors are not stale.</summary>
internal static class ClaudeFailures
{
    /// <summary>Null: the prompt was answered.</summary>
    public static AgentFailure? Classify(ClaudeResult result, ClaudeCircumstances around) =>
        result.Subtype switch
        {
            "error_max_turns" or "error_max_budget_usd" => new(AgentFailureKind.LimitReached, Detail(result)),
            "error_during_execution" => OfExecution(result, around),
            _ when result.IsError => OfApi(result, around),
            "success" => null,
            _ => new(AgentFailureKind.ExecutionFailed, Detail(result)),
        };

    public static bool IsUnknownSession(string text) =>
        text.StartsWith("No conversation found with session ID:", StringComparison.Ordinal)
        || text.Contains("--resume requires a valid session ID", StringComparison.Ordinal);

    private static AgentFailure OfExecution(ClaudeResult result, ClaudeCircumstances around)
    {
        var isStale =
            around.ResumeRequested
            && !around.InitSeen
            && result.Turns == 0
            && (result.Errors.Any(IsUnknownSession) || IsUnknownSession(around.Stderr));
        return new(
            isStale ? AgentFailureKind.SessionLost
                : WasAborted(result, around) ? AgentFailureKind.Interrupted
                : AgentFailureKind.ExecutionFailed,
            Detail(result)
        );
    }

    /// <summary>A denial that ends the turn looks the same as an interrupt.</summary>
    private static bool WasAborted(ClaudeResult result, ClaudeCircumstances around) =>
        around.InterruptRequested
        || (result.TerminalReason?.StartsWith("aborted_", StringComparison.Ordinal) ?? result.Errors.Any(IsDiagnostic));

    private static bool IsDiagnostic(string error) => error.StartsWith("[ede_diagnostic]", StringComparison.Ordinal);

    private static AgentFailure OfApi(ClaudeResult result, ClaudeCircumstances around)
    {
        var kind = (around.AssistantError, result.ApiStatus) switch
        {
            _ when IsTooLong(result) => AgentFailureKind.ContextFull,
            ("billing_error", _) => AgentFailureKind.Billing,
            ("authentication_failed", _) or (_, 401 or 403) => AgentFailureKind.Auth,
            ("model_not_found", _) or (_, 404) => AgentFailureKind.ModelNotFound,
            ("rate_limit", _) or (_, 429) => AgentFailureKind.RateLimited,
            ("max_output_tokens", _) => AgentFailureKind.LimitReached,
            (_, >= 500) => AgentFailureKind.Overloaded,
            ("invalid_request", _) or (_, >= 400) => AgentFailureKind.BadRequest,
            // No status and none of the above: the request never got an answer.
            _ => AgentFailureKind.Network,
        };
        return new(kind, Detail(result), kind == AgentFailureKind.RateLimited ? around.RetryAfter : null);
    }

    private static bool IsTooLong(ClaudeResult result) =>
        result.TerminalReason == "prompt_too_long"
        || (result.ApiStatus == 400 && result.Text.StartsWith("Prompt is too long", StringComparison.OrdinalIgnoreCase));

    private static string Detail(ClaudeResult result) =>
        result.Text.Length > 0 ? result.Text
        : result.Errors.IsEmpty ? result.Subtype
        : string.Join("; ", result.Errors);
}

/// <summary>What a result line does not say itself.</summary>
internal sealed record ClaudeCircumstances(bool ResumeRequested, bool InitSeen)
{
    public bool InterruptRequested { get; init; }

    /// <summary>The code of the synthetic <c>assistant</c> line before it.</summary>
    public string? AssistantError { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public string Stderr { get; init; } = "";
}

/// <summary>A <c>result</c> line, as far as it matters. Keys come in any order, and the older CLI lacks some.</summary>
internal sealed record ClaudeResult(string Subtype, bool IsError, int Turns, string? SessionId)
{
    public int? ApiStatus { get; init; }
    public string? ApiError { get; init; }
    public string? ApiErrorType { get; init; }
    public string? TerminalReason { get; init; }
    public string Text { get; init; } = "";
    public ImmutableArray<string> Errors { get; init; } = [];

    public static ClaudeResult Parse(JsonElement line) =>
        new(line.Text("subtype") ?? "", line.Flag("is_error"), (int)(line.Number("num_turns") ?? 0), line.Text("session_id"))
        {
            ApiStatus = (int?)line.Number("api_error_status"),
            ApiError = line.Text("api_error"),
            ApiErrorType = line.Text("api_error_type"),
            TerminalReason = line.Text("terminal_reason"),
            Text = line.Text("result") ?? "",
            Errors = [.. line.Items("errors").Where(error => error.ValueKind == JsonValueKind.String).Select(error => error.GetString()!)],
        };
}
