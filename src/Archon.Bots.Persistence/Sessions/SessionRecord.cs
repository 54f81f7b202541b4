using Archon.Bots.Core.Sessions;

namespace Archon.Bots.Persistence.Sessions;

/// <summary>One session of an agent, never reused.</summary>
internal sealed class SessionRecord
{
    public required long Seq { get; set; }

    public required Guid Id { get; set; }

    public required Guid ConversationId { get; set; }

    /// <summary>Whose session it is: <c>chat</c>, or a run's node.</summary>
    public required string Scope { get; set; }

    public required string Provider { get; set; }

    /// <summary>Null once it was cleared, and then for ever.</summary>
    public string? ProviderSessionId { get; set; }

    public required bool Proven { get; set; }

    public required string Cwd { get; set; }

    public Guid? ParentId { get; set; }

    public required SessionStart StartedFor { get; set; }

    public required Guid StartedTurn { get; set; }

    public required DateTimeOffset StartedAt { get; set; }

    public SessionEnd? EndedFor { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset? ClearedAt { get; set; }

    public string? LostSessionId { get; set; }
}
