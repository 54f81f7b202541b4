using System.Runtime.ExceptionServices;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;

namespace Archon.Bots.Core.Turns;

/// <summary>The questions of one run of an agent: each waits for its decision beside the run's events.</summary>
internal sealed class PendingQuestions(
    ITurnJournal journal,
    ITurnSignals signals,
    TurnFence fence,
    IAgentSession session,
    CancellationToken killToken
) : IAsyncDisposable
{
    private readonly Dictionary<string, Pending> _pending = [];
    private readonly CancellationTokenSource _run = CancellationTokenSource.CreateLinkedTokenSource(killToken);
    private volatile Exception? _failure;

    /// <summary>The kill, or an answer that could not be given: without it the agent would wait for ever.</summary>
    public CancellationToken RunToken => _run.Token;

    public async Task AskAsync(AskedEntry entry)
    {
        var approval = await journal.AskedAsync(fence, entry, RunToken);
        var over = CancellationTokenSource.CreateLinkedTokenSource(RunToken);
        _pending[entry.Question.Id] = new Pending(approval, over, AnswerAsync(approval, entry.Question.Id, over.Token));
    }

    /// <summary>The agent does not wait for that answer any more.</summary>
    public async Task CloseAsync(string questionId)
    {
        if (!_pending.Remove(questionId, out var pending))
        {
            return;
        }

        if (!await pending.IsAnsweredAsync())
        {
            await journal.WithdrawnAsync(fence, pending.Approval, RunToken);
        }
    }

    /// <summary>The agent has said its last: nothing it asked is open any more.</summary>
    public async Task CloseAllAsync()
    {
        foreach (var questionId in _pending.Keys.ToList())
        {
            await CloseAsync(questionId);
        }

        ThrowIfFailed();
    }

    /// <summary>What has ended the run, where that was not the kill.</summary>
    public void ThrowIfFailed()
    {
        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pending in _pending.Values)
        {
            await pending.IsAnsweredAsync();
        }

        _run.Dispose();
    }

    /// <returns>Whether the agent has got its answer.</returns>
    private async Task<bool> AnswerAsync(Guid approval, string questionId, CancellationToken overToken)
    {
        try
        {
            var decision = await signals.DecidedAsync(approval, overToken);
            await journal.UsedAsync(fence, approval, RunToken);
            await session.AnswerAsync(questionId, ApprovalTexts.ToAgent(decision), RunToken);
            return true;
        }
        catch (OperationCanceledException) when (overToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (!killToken.IsCancellationRequested)
        {
            _failure ??= exception;
            await _run.CancelAsync();
            return false;
        }
    }

    private sealed record Pending(Guid Approval, CancellationTokenSource Over, Task<bool> Answering)
    {
        /// <summary>Lets an answer that is on its way arrive; waits for none.</summary>
        public async Task<bool> IsAnsweredAsync()
        {
            await Over.CancelAsync();
            var isAnswered = await Answering;
            Over.Dispose();
            return isAnswered;
        }
    }
}
