using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Telemetry;

namespace Archon.Bots.Core.Turns;

/// <summary>The last two steps of room 5: the agent runs the prompt, and what it says at its end becomes the outcome.</summary>
internal sealed class AgentRun(ITurnJournal journal, HealthParts health, OutboxSignal outbox, PathTelemetry telemetry)
{
    private static AgentPrompt Compact => new(Guid.NewGuid(), "/compact");

    public async Task<TurnOutcome> RunAsync(
        Turn turn,
        SessionPlan plan,
        AgentLease lease,
        Reply reply,
        ITurnSignals signals,
        CancellationToken killToken
    )
    {
        var step = telemetry.Start();
        await journal.DispatchedAsync(turn.Fence, new DispatchedEntry(plan, lease.Session.Process), killToken);
        telemetry.Dispatched(step, turn, plan);
        var run = new PromptRun(turn, plan, lease, reply, signals) { Asked = telemetry.Start() };
        var end = await ReadAsync(run, PromptBuilder.Build(turn, plan, lease.Session), killToken);

        if (end is AgentEvent.Failed { Failure.Kind: AgentFailureKind.ContextFull } && !signals.StopToken.IsCancellationRequested)
        {
            end = await CompactAndRepeatAsync(run, end, killToken);
        }

        return Outcome(run, end);
    }

    /// <summary>Once: if the session is still too full after that, its end is what it was.</summary>
    private async Task<AgentEvent> CompactAndRepeatAsync(PromptRun run, AgentEvent full, CancellationToken killToken)
    {
        if (!run.Lease.Session.IsUsable)
        {
            return full;
        }

        run.Reply.Apply(new AgentEvent.Status(AgentStatus.Compacting));
        await foreach (var said in run.Lease.RunAsync(Compact, run.StopToken, killToken))
        {
            if (said is AgentEvent.Failed)
            {
                return run.StopToken.IsCancellationRequested ? said : full;
            }
        }

        // Under an id of its own: claude leaves a second line of an id that it has seen without an answer.
        var again = run.SawTool
            ? PromptBuilder.Continue(run.Turn)
            : PromptBuilder.Build(run.Turn, run.Plan, run.Lease.Session) with
            {
                Id = Guid.NewGuid(),
            };
        return await ReadAsync(run, again, killToken);
    }

    /// <summary>Reads the run to its end; what must be on disk is written down before the next event is taken.</summary>
    private async Task<AgentEvent> ReadAsync(PromptRun run, AgentPrompt prompt, CancellationToken killToken)
    {
        AgentEvent? end = null;
        await using var questions = new PendingQuestions(journal, run.Signals, run.Turn.Fence, run.Lease.Session, killToken);
        try
        {
            await foreach (var said in run.Lease.RunAsync(prompt, run.StopToken, questions.RunToken))
            {
                await NoteAsync(run, said, questions);
                run.Reply.Apply(said);
                end = said is AgentEvent.Completed or AgentEvent.Failed ? said : end;
            }
        }
        catch (OperationCanceledException) when (!killToken.IsCancellationRequested)
        {
            questions.ThrowIfFailed();
            throw;
        }

        await questions.CloseAllAsync();
        return end ?? new AgentEvent.Failed(new AgentFailure(AgentFailureKind.Crashed, "the agent ended without a result"));
    }

    private async Task NoteAsync(PromptRun run, AgentEvent said, PendingQuestions questions)
    {
        switch (said)
        {
            case AgentEvent.SessionBound(var id) when !run.Plan.Resume || id != run.Plan.ProviderSessionId:
                await journal.SessionBoundAsync(run.Turn.Fence, run.Plan.Row, id, questions.RunToken);
                run.SessionId = id;
                break;
            case AgentEvent.TextDelta or AgentEvent.TextFinal when !run.SawText:
                run.SawText = true;
                telemetry.FirstText(run.Asked, run.Turn, run.Plan);
                break;
            case AgentEvent.ToolStarted tool:
                run.SawTool = true;
                await journal.ToolSeenAsync(run.Turn.Fence, tool.Line, questions.RunToken);
                break;
            case AgentEvent.Asked(var question):
                await questions.AskAsync(run.Reply.Ask(question));
                outbox.Raise(run.Turn.Conversation);
                break;
            case AgentEvent.Unasked(var questionId):
                await questions.CloseAsync(questionId);
                outbox.Raise(run.Turn.Conversation);
                break;
        }
    }

    private TurnOutcome Outcome(PromptRun run, AgentEvent end)
    {
        var provider = run.Plan.Provider;
        switch (end)
        {
            case AgentEvent.Completed completed:
                health.Recovered(provider);
                return run.Reply.Answer(completed);
            case AgentEvent.Failed { Failure.Kind: AgentFailureKind.Interrupted } when run.StopToken.IsCancellationRequested:
                return run.Reply.Stop();
            case AgentEvent.Failed failed:
                if (failed.Failure.Kind == AgentFailureKind.Auth)
                {
                    health.Refused(provider, $"not signed in: {failed.Failure.Detail}");
                }

                return OfFailure(run, failed);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static TurnOutcome OfFailure(PromptRun run, AgentEvent.Failed failed)
    {
        var lost = failed.Failure.Kind switch
        {
            AgentFailureKind.SessionLost => SessionEnd.SessionLost,
            AgentFailureKind.ContextFull => SessionEnd.ContextFull,
            AgentFailureKind.BadRequest when run.Turn.LastFailure == AgentFailureKind.BadRequest => SessionEnd.Poisoned,
            _ => (SessionEnd?)null,
        };
        if (lost is { } why && !run.Plan.IsNewRow)
        {
            run.Lease.Discard();
            return new TurnOutcome.SessionLost(run.Plan.Row, run.SessionId, why) { Lines = run.Reply.ToolLines };
        }

        if (failed.Failure.Kind == AgentFailureKind.ExecutionFailed)
        {
            run.Lease.Discard();
            return run.Reply.Fail(failed.Failure, failed.Usage, run.SessionId);
        }

        return run.Reply.Fail(failed.Failure, failed.Usage);
    }

    private sealed class PromptRun(Turn turn, SessionPlan plan, AgentLease lease, Reply reply, ITurnSignals signals)
    {
        public Turn Turn => turn;

        public SessionPlan Plan => plan;

        public AgentLease Lease => lease;

        public Reply Reply => reply;

        public ITurnSignals Signals => signals;

        public CancellationToken StopToken => signals.StopToken;

        /// <summary>The id that the session's row holds.</summary>
        public string SessionId { get; set; } = plan.ProviderSessionId;

        public bool SawTool { get; set; }

        public bool SawText { get; set; }

        /// <summary>When the agent was given the prompt.</summary>
        public required Step Asked { get; init; }
    }
}
