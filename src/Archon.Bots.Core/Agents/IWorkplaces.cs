using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Agents;

/// <summary>Where a conversation's agent works.</summary>
public interface IWorkplaces
{
    /// <summary>
    /// Makes the conversation's directory if it is not there: a worktree of the project on a branch of ours, or an empty folder where no
    /// project is set.
    /// </summary>
    /// <param name="generation">How often <c>/new</c> was used.</param>
    /// <exception cref="AgentUnavailableException">It cannot be made; the message names the way out.</exception>
    Task<Workplace> PrepareAsync(ConversationKey conversation, int generation, CancellationToken cancellationToken);
}

/// <param name="Branch">Null: a plain folder.</param>
public sealed record Workplace(string Path, string? Branch)
{
    /// <summary>Where the files lie that people send there; null: nowhere.</summary>
    public string? Files { get; init; }
}
