using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Turns;

/// <summary>Room 5: allowed? command? decide session, build prompt, run agent, outcome.</summary>
internal sealed class TurnPipeline(
    Access access,
    RefusalNotice refusals,
    IWorkplaces workplaces,
    AgentSessionPool pool,
    ReplyWriter replies,
    AgentRun agentRun,
    IOptions<AgentOptions> options
)
{
    /// <summary>A turn that died so often is not tried again: its user is told.</summary>
    public const int MaxAttempts = 3;

    /// <param name="signals">The user's stop: the agent is interrupted and the turn ends as stopped. And the answers to its questions.</param>
    /// <param name="killToken">The server's end: throws.</param>
    /// <exception cref="TurnInterruptedException">The agent died while the server ends.</exception>
    public async Task<TurnOutcome> RunAsync(Turn turn, ITurnSignals signals, CancellationToken killToken)
    {
        var platform = turn.Conversation.Platform;
        if (access.RefusedBy(platform, turn.Message.Author) is { } rule)
        {
            return new TurnOutcome.Refused(refusals.Of(platform, turn.Message.Author, rule))
            {
                Bodies = turn.Message.IsAddressed ? [refusals.Body(platform, turn.Message.Author, rule)] : [],
            };
        }

        if (TurnCommands.Answer(turn.Message) is { } answer)
        {
            await EndSessionAsync(turn);
            return answer;
        }

        await using var reply = replies.Open(turn);
        if (turn.Attempt > MaxAttempts)
        {
            return reply.Fail(new AgentFailure(AgentFailureKind.Crashed, FailureText.TooManyAttempts(MaxAttempts)));
        }

        if (signals.StopToken.IsCancellationRequested)
        {
            return reply.Stop();
        }

        if (ReplyNotices.NothingRead(turn.Message) is { } nothing)
        {
            return nothing;
        }

        SessionPlan? plan = null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(signals.StopToken, killToken);
        try
        {
            var provider = turn.Settings.Provider ?? options.Value.Default;
            var workplace = await workplaces.PrepareAsync(turn.Conversation, turn.Settings.Generation, killToken);
            plan = SessionDecider.Decide(turn.Sessions, provider, workplace.Path);
            if (plan.IsNewRow && turn.Sessions.Active is { ProviderSessionId: { } left } active)
            {
                // Room 4 ends it first, and reads the record that the next session starts from.
                return new TurnOutcome.SessionLost(active.Id, left, EndFor(plan.StartedFor));
            }

            var request = new AgentSessionRequest(provider, plan.ProviderSessionId, plan.Resume, workplace.Path, turn.Settings.Model)
            {
                Files = workplace.Files,
            };

            await using var lease = await pool.AcquireAsync(request, either.Token);
            if (TurnCommands.Unknown(turn.Message, lease.Session.Commands, reply.Limits.CommandSign) is { } unknown)
            {
                DiscardIfUnwritten(lease, plan);
                return unknown;
            }

            if (signals.StopToken.IsCancellationRequested)
            {
                DiscardIfUnwritten(lease, plan);
                return reply.Stop();
            }

            plan = plan with { ProviderSessionId = lease.Session.SessionId };
            reply.Begin(plan, workplace);
            return await agentRun.RunAsync(turn, plan, lease, reply, signals, killToken);
        }
        catch (AgentUnavailableException exception)
            when (exception.Failure.Kind == AgentFailureKind.SessionLost && plan is { IsNewRow: false })
        {
            return new TurnOutcome.SessionLost(plan.Row, plan.ProviderSessionId, SessionEnd.SessionLost);
        }
        catch (AgentUnavailableException exception)
        {
            return reply.Fail(exception.Failure);
        }
        catch (OperationCanceledException) when (signals.StopToken.IsCancellationRequested && !killToken.IsCancellationRequested)
        {
            return reply.Stop();
        }
        catch (Exception exception)
            when (exception is TurnInterruptedException || (killToken.IsCancellationRequested && exception is not OwnershipLostException))
        {
            reply.Interrupt();
            throw;
        }
    }

    private static SessionEnd EndFor(SessionStart startedFor) =>
        startedFor == SessionStart.ProviderChange ? SessionEnd.ProviderChange : SessionEnd.WorkingDirectoryChange;

    /// <summary>Nobody would ever ask for a session whose row was not written.</summary>
    private static void DiscardIfUnwritten(AgentLease lease, SessionPlan plan)
    {
        if (plan.IsNewRow)
        {
            lease.Discard();
        }
    }

    private Task EndSessionAsync(Turn turn) =>
        turn.Sessions.Active is { ProviderSessionId: { } id } active ? pool.EndAsync(active.Provider, id) : Task.CompletedTask;
}
