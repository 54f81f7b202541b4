using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Core.Turns;

/// <summary>The side door of rooms 5 to 7: what must be on disk before they go on. Each write is fenced.</summary>
/// <remarks>Every method throws <see cref="OwnershipLostException"/> when the conversation was taken by another owner.</remarks>
public interface ITurnJournal
{
    /// <summary>The prompt is about to be written. Stores the session's row if it is new (and ends the one it replaces), and the agent's process.</summary>
    Task DispatchedAsync(TurnFence fence, DispatchedEntry entry, CancellationToken cancellationToken);

    /// <summary>The agent answered under this id: it is ours from now on (<c>proven</c>).</summary>
    Task SessionBoundAsync(TurnFence fence, Guid session, string providerSessionId, CancellationToken cancellationToken);

    /// <summary>The agent uses a tool: from now on this turn's text is never sent as a prompt again.</summary>
    Task ToolSeenAsync(TurnFence fence, string line, CancellationToken cancellationToken);

    /// <summary>
    /// The agent asks: stores the question and its card. A question for the same tool and input that an earlier run of this turn left open, or
    /// whose decision it never used, is taken up instead, with its card; else what earlier runs left open becomes overtaken.
    /// </summary>
    /// <returns>The question's id: the entry's, or that of the one that was taken up.</returns>
    Task<Guid> AskedAsync(TurnFence fence, AskedEntry entry, CancellationToken cancellationToken);

    /// <summary>The decision is about to go to the agent, once.</summary>
    /// <exception cref="InvalidOperationException">It is not decided, or was used before.</exception>
    Task UsedAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken);

    /// <summary>The agent asks no longer: the question is withdrawn if it is still open.</summary>
    Task WithdrawnAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken);
}

/// <param name="Id">Of a question that is new.</param>
/// <param name="Text">The question as its reader sees it. Markdown.</param>
/// <param name="Card">The same with its buttons.</param>
public sealed record AskedEntry(Guid Id, AgentQuestion Question, Author Asker, string Text, ReplyBody Card);

/// <param name="Plan">The session as decided; its <see cref="SessionPlan.ProviderSessionId"/> is the one that was really opened.</param>
/// <param name="Process">Null: the agent runs in no process of its own.</param>
public sealed record DispatchedEntry(SessionPlan Plan, AgentProcess? Process);

/// <param name="StartTime">Field 22 of <c>/proc/PID/stat</c>: unit: clock ticks since boot; tells a reused pid apart.</param>
public sealed record AgentProcess(int Pid, long StartTime);

public sealed record JournalEntry(JournalKind Kind, string Detail, DateTimeOffset At);

public enum JournalKind
{
    Dispatched,
    SessionBound,
    ToolSeen,
    Asked,
}
