using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Conversations;

/// <summary>
/// Room 4's half of healing: a lost id is cleared by compare-and-set and on disk before the turn runs again, once, on a fresh session; an
/// execution error clears the id before anything is said of it.
/// </summary>
internal sealed class TurnHealer(
    TurnPipeline pipeline,
    ISessionStore sessions,
    IConversationStore conversations,
    IOptions<AgentOptions> options,
    PathTelemetry telemetry,
    ILogger<TurnHealer> logger
)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, ITurnSignals signals, CancellationToken killToken)
    {
        var outcome = await RunOnceAsync(turn, signals, killToken);
        if (outcome is TurnOutcome.SessionLost lost)
        {
            await sessions.UpdateSessionAsync(lost.SessionRow, null, expected: lost.FailedId, lost.Why, turn.Fence, killToken);
            logger.SessionLost(lost.SessionRow, lost.Why, turn.Id);
            telemetry.SessionLost(lost.Why);
            outcome = await RunOnceAsync(await AfterLossAsync(turn, lost, killToken), signals, killToken);
            if (outcome is not TurnOutcome.SessionLost)
            {
                telemetry.SessionHealed(lost.Why);
            }
        }

        if (outcome is TurnOutcome.SessionLost again)
        {
            telemetry.SessionLost(again.Why);
            outcome = LostAgain(again);
        }

        if (outcome is TurnOutcome.Failed { Session: { } session, FailedId: { } failedId })
        {
            await sessions.UpdateSessionAsync(session, null, expected: failedId, SessionEnd.ExecutionFailed, turn.Fence, killToken);
            logger.SessionCleared(session, turn.Id);
        }

        return outcome;
    }

    /// <summary>A newer id had taken the lost one's place and was lost as well: the turn ends, so that nothing runs in a circle.</summary>
    private static TurnOutcome.Failed LostAgain(TurnOutcome.SessionLost lost)
    {
        var failure = new AgentFailure(AgentFailureKind.SessionLost, "");
        var text = FailureText.Of(failure);
        return new TurnOutcome.Failed(failure, lost.FailedId)
        {
            Bodies = [new ReplyBody($"⚠️ {text}")],
            Lines = lost.Lines.Add(new TranscriptLine(TranscriptRole.Notice, null, text)),
            Session = lost.SessionRow,
        };
    }

    private async Task<TurnOutcome> RunOnceAsync(Turn turn, ITurnSignals signals, CancellationToken killToken)
    {
        var ready = SessionDecider.MayRebuild(turn.Sessions)
            ? turn with
            {
                Transcript = await conversations.ReadTranscriptAsync(turn.Fence, options.Value.RebuildCharacters, killToken),
            }
            : turn;
        return await pipeline.RunAsync(ready, signals, killToken);
    }

    /// <summary>The turn as it stands after the clear: the chain is read from its rows, and the tools that this run used stay known.</summary>
    private async Task<Turn> AfterLossAsync(Turn turn, TurnOutcome.SessionLost lost, CancellationToken cancellationToken) =>
        turn with
        {
            Sessions = await sessions.ReadChainAsync(turn.Fence.Conversation, cancellationToken),
            Journal = turn.Journal.AddRange(
                lost.Lines.Where(line => line.Role == TranscriptRole.Tool)
                    .Select(line => new JournalEntry(JournalKind.ToolSeen, line.Text, turn.Message.SentAt))
            ),
        };
}
