using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Acp;

/// <summary>What a refused prompt means; agents agree on little. Source: agents.md, section 5: none of it is a lost session. Pure.</summary>
internal static class AcpFailures
{
    /// <summary>Source: Agent Client Protocol, authentication.</summary>
    private const int AuthenticationRequired = -32000;

    public static AgentFailure Of(RpcRefusedException refused)
    {
        var details = refused.Detail.Text("details") ?? refused.Detail.Text("message");
        var words =
            details is null || refused.Message.Contains(details, StringComparison.Ordinal)
                ? refused.Message
                : $"{refused.Message}: {details}";
        var kind = refused.Detail.Text("errorKind") switch
        {
            "authentication_failed" => AgentFailureKind.Auth,
            "rate_limit" => AgentFailureKind.RateLimited,
            "billing_error" => AgentFailureKind.Billing,
            "overloaded" or "server_error" => AgentFailureKind.Overloaded,
            "model_not_found" => AgentFailureKind.ModelNotFound,
            _ => refused.Code == AuthenticationRequired ? AgentFailureKind.Auth : AgentFailureKind.ExecutionFailed,
        };
        return new AgentFailure(kind, words);
    }

    /// <summary>Null: the prompt was answered.</summary>
    public static AgentFailure? OfStop(string? reason) =>
        reason switch
        {
            "cancelled" => new(AgentFailureKind.Interrupted, "the agent was interrupted before it had answered."),
            "max_turn_requests" or "max_tokens" => new(AgentFailureKind.LimitReached, $"the agent stopped at its limit ({reason})."),
            "refusal" => new(AgentFailureKind.ExecutionFailed, "the agent refuses to go on."),
            _ => null,
        };
}
