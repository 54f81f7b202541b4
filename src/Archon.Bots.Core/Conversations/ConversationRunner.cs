using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Conversations;

/// <summary>Room 4: takes a conversation, begins its next turn, has it run, and commits what came of it.</summary>
internal sealed class ConversationRunner(
    TurnLedger ledger,
    FileGathering files,
    ThreadGathering thread,
    TurnHealer turns,
    LiveTurns liveTurns,
    OutboxSignal outbox,
    ILogger<ConversationRunner> logger
)
{
    /// <summary>Runs the conversation's unfinished or next waiting turn.</summary>
    /// <param name="killToken">Interrupts the turn and gives it back: it will be run again by whoever takes the conversation next.</param>
    /// <returns>False: nothing more to do here now.</returns>
    public async Task<bool> RunNextAsync(ConversationKey key, CancellationToken killToken)
    {
        using var scope = logger.BeginScope(
            new Dictionary<string, object> { ["Conversation"] = key.ToString(), ["Platform"] = key.Platform }
        );
        TurnFence? begun = null;
        try
        {
            if (await ledger.BeginAsync(key, killToken) is not { } turn)
            {
                return false;
            }

            begun = turn.Fence;
            logger.TurnStarted(turn.Id, turn.Attempt);
            await RunAsync(turn, killToken);
            return true;
        }
        catch (OwnershipLostException exception)
        {
            logger.OwnershipLost(exception);
            return false;
        }
        catch (Exception exception) when (killToken.IsCancellationRequested || exception is TurnInterruptedException)
        {
            // Whatever breaks while the server ends breaks because of it: a pipe, for one, before the cancellation is seen.
            await GiveBackAsync(key, begun, exception);
            return false;
        }
        catch (Exception exception) when (!killToken.IsCancellationRequested)
        {
            // The turn stays unfinished and ours: the sweeper brings it back, and the count of attempts bounds it.
            logger.TurnFailed(begun?.Turn, exception);
            return false;
        }
    }

    private async Task RunAsync(Turn turn, CancellationToken killToken)
    {
        await using var live = liveTurns.Watch(turn.Fence);
        var heard = await thread.GatherAsync(turn, live.StopToken, killToken);
        var gathered = await files.GatherAsync(heard, live.StopToken, killToken);
        var outcome = await turns.RunAsync(gathered, live, killToken);

        await ledger.CommitAsync(gathered, outcome);
        logger.TurnCompleted(turn.Id, outcome.GetType().Name, (outcome as TurnOutcome.Failed)?.Failure.Kind);
        outbox.Raise(turn.Conversation);
    }

    private async Task GiveBackAsync(ConversationKey key, TurnFence? begun, Exception reason)
    {
        if (begun is not { } fence)
        {
            return;
        }

        try
        {
            await ledger.GiveBackAsync(fence);
            logger.TurnGivenBack(fence.Turn);
            // The pump waits for the next edit of a reply that has closed; the stop need not.
            outbox.Raise(key);
        }
        catch (Exception exception) when (exception is OwnershipLostException or System.Data.Common.DbException)
        {
            logger.TurnFailed(fence.Turn, new AggregateException(reason, exception));
        }
    }
}
