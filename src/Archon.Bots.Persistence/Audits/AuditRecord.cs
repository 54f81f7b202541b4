namespace Archon.Bots.Persistence.Audits;

/// <summary>Who did what, or was refused it.</summary>
internal sealed class AuditRecord
{
    public required Guid Id { get; set; }

    public required DateTimeOffset At { get; set; }

    /// <summary>The UTC day that a refusal counts for.</summary>
    public required DateOnly Day { get; set; }

    public required string Platform { get; set; }

    public required string UserId { get; set; }

    public required string Action { get; set; }

    public required string Detail { get; set; }
}
