using System.Text.Json;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Codex;

/// <summary>What an error of a turn means. Source: agents.md, section 4b: none of them is a lost session. Pure.</summary>
internal static class CodexFailures
{
    /// <param name="error">Of <c>turn/completed</c>, or of an <c>error</c> that is not tried again.</param>
    public static AgentFailure Of(JsonElement error)
    {
        var message = error.Text("message") ?? "codex failed without a word.";
        // What the API refuses for its form is told by its bare answer and no kind.
        return WordsOf(message) is { } words
            ? new(AgentFailureKind.BadRequest, words)
            : new(KindOf(error.Child("codexErrorInfo")), message);
    }

    /// <summary>Null: it is no answer of the API.</summary>
    private static string? WordsOf(string message)
    {
        if (!message.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var answer = JsonDocument.Parse(message);
            return answer.RootElement.Child("error").Text("message");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a refused <c>thread/resume</c> says that there is no such thread. Its code does not: only the words do.</summary>
    public static bool IsUnknownThread(string message) =>
        message.Contains("no rollout found", StringComparison.Ordinal)
        || message.Contains("invalid session id", StringComparison.Ordinal)
        || message.Contains("failed to read session metadata", StringComparison.Ordinal);

    private static AgentFailureKind KindOf(JsonElement info) =>
        info.ValueKind switch
        {
            JsonValueKind.String => info.GetString() switch
            {
                "contextWindowExceeded" => AgentFailureKind.ContextFull,
                "usageLimitExceeded" or "rateLimitExceeded" => AgentFailureKind.RateLimited,
                "serverOverloaded" or "internalServerError" or "flexUnavailable" or "policyCapacityUnavailable" =>
                    AgentFailureKind.Overloaded,
                "modelNotFound" => AgentFailureKind.ModelNotFound,
                "sessionBudgetExceeded" => AgentFailureKind.LimitReached,
                "unauthorized" => AgentFailureKind.Auth,
                "badRequest" => AgentFailureKind.BadRequest,
                _ => AgentFailureKind.ExecutionFailed,
            },
            JsonValueKind.Object when info.EnumerateObject().FirstOrDefault() is { Name: not null } cause => OfStatus(
                (int?)cause.Value.Number("httpStatusCode")
            ),
            _ => AgentFailureKind.ExecutionFailed,
        };

    private static AgentFailureKind OfStatus(int? status) =>
        status switch
        {
            401 or 403 => AgentFailureKind.Auth,
            402 => AgentFailureKind.Billing,
            404 => AgentFailureKind.ModelNotFound,
            429 => AgentFailureKind.RateLimited,
            >= 500 => AgentFailureKind.Overloaded,
            >= 400 => AgentFailureKind.BadRequest,
            // The request never got an answer.
            _ => AgentFailureKind.Network,
        };
}
