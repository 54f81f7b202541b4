using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Conversations;

/// <summary>Room 4's entries in the database: a turn begins, ends or is given back, and it is told how long that took.</summary>
internal sealed class TurnLedger(IConversationStore conversations, Node node, PathTelemetry telemetry)
{
    /// <returns>Null: nothing to do, or somebody else works there.</returns>
    public async Task<Turn?> BeginAsync(ConversationKey key, CancellationToken killToken)
    {
        var step = telemetry.Start();
        var turn = await conversations.BeginAsync(key, node.Identity.RunId, killToken);
        if (turn is not null)
        {
            telemetry.Begun(step, turn);
        }

        return turn;
    }

    /// <summary>Not to be cancelled: what came of the turn is worth more than a quick end.</summary>
    public async Task CommitAsync(Turn turn, TurnOutcome outcome)
    {
        var step = telemetry.Start();
        var refusal = outcome is TurnOutcome.Refused ? outcome.Bodies.FirstOrDefault() : null;
        var commit = new TurnCommit(turn.Fence, outcome, ControlTexts.TooLate, refusal)
        {
            Earlier = [.. turn.Message.Earlier.Select(ThreadPrompt.Record)],
        };
        await conversations.CommitAsync(commit, CancellationToken.None);
        telemetry.Committed(step, turn, outcome);
    }

    public Task GiveBackAsync(TurnFence fence) => conversations.GiveBackAsync(fence, CancellationToken.None);
}
