using System.Text.Json;
using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Agents.Wire;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeFailuresTests
{
    private static readonly ClaudeCircumstances _fresh = new(ResumeRequested: false, InitSeen: true);

    /// <summary>Result lines of both versions, as recorded from the real programs.</summary>
    public static TheoryData<string> Recorded() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "ClaudeCode", "recorded-results.jsonl")).Where(line => line.Length > 0)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void A_recorded_result_is_what_it_was(string recorded)
    {
        using var row = JsonDocument.Parse(recorded);
        var around = new ClaudeCircumstances(row.RootElement.Flag("resume"), row.RootElement.Flag("init"))
        {
            AssistantError = row.RootElement.Text("assistantError"),
        };

        var failure = ClaudeFailures.Classify(ClaudeResult.Parse(row.RootElement.Child("line")), around);

        Assert.Equal(row.RootElement.Text("expected"), failure?.Kind.ToString());
    }

    [Fact]
    public void An_execution_error_without_a_known_cause_is_one()
    {
        var result = new ClaudeResult("error_during_execution", IsError: true, Turns: 3, "id") { Errors = ["something broke"] };

        var failure = ClaudeFailures.Classify(result, _fresh);

        Assert.Equal(new AgentFailure(AgentFailureKind.ExecutionFailed, "something broke"), failure);
    }

    [Fact]
    public void An_unknown_session_is_lost_only_if_a_resume_was_asked_for()
    {
        var result = new ClaudeResult("error_during_execution", IsError: true, Turns: 0, "id")
        {
            Errors = ["No conversation found with session ID: id"],
        };

        Assert.Equal(AgentFailureKind.ExecutionFailed, ClaudeFailures.Classify(result, new(ResumeRequested: false, InitSeen: false))?.Kind);
        Assert.Equal(AgentFailureKind.ExecutionFailed, ClaudeFailures.Classify(result, new(ResumeRequested: true, InitSeen: true))?.Kind);
        Assert.Equal(AgentFailureKind.SessionLost, ClaudeFailures.Classify(result, new(ResumeRequested: true, InitSeen: false))?.Kind);
    }

    [Fact]
    public void A_session_is_lost_also_if_only_standard_error_says_so()
    {
        var result = new ClaudeResult("error_during_execution", IsError: true, Turns: 0, "id");
        var around = new ClaudeCircumstances(ResumeRequested: true, InitSeen: false)
        {
            Stderr = "No conversation found with session ID: id\n",
        };

        Assert.Equal(AgentFailureKind.SessionLost, ClaudeFailures.Classify(result, around)?.Kind);
    }

    [Fact]
    public void A_diagnosed_error_whose_reason_is_no_abort_is_no_interrupt()
    {
        var result = new ClaudeResult("error_during_execution", IsError: true, Turns: 2, "id")
        {
            Errors = ["[ede_diagnostic] result_type=user"],
        };

        Assert.Equal(AgentFailureKind.Interrupted, ClaudeFailures.Classify(result, _fresh)?.Kind);
        Assert.Equal(
            AgentFailureKind.ExecutionFailed,
            ClaudeFailures.Classify(result with { TerminalReason = "model_error" }, _fresh)?.Kind
        );
    }

    [Fact]
    public void A_rate_limit_says_when_it_ends()
    {
        var result = new ClaudeResult("success", IsError: true, Turns: 1, "id")
        {
            ApiStatus = 429,
            Text = "API Error: Request rejected (429)",
        };

        var failure = ClaudeFailures.Classify(result, _fresh with { RetryAfter = TimeSpan.FromMinutes(5) });

        Assert.Equal(new AgentFailure(AgentFailureKind.RateLimited, result.Text, TimeSpan.FromMinutes(5)), failure);
    }

    [Fact]
    public void An_answer_marked_as_success_but_wrong_is_never_taken_for_one()
    {
        var result = new ClaudeResult("success", IsError: true, Turns: 1, "id") { Text = "Something new" };

        Assert.Equal(AgentFailureKind.Network, ClaudeFailures.Classify(result, _fresh)?.Kind);
    }
}
