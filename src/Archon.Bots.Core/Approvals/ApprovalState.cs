namespace Archon.Bots.Core.Approvals;

/// <summary>What has become of a question that an agent asked.</summary>
public enum ApprovalState
{
    Open,
    Allowed,
    Denied,

    /// <summary>The agent does not ask any more: its turn was stopped or ended.</summary>
    Withdrawn,

    /// <summary>After a restart the agent asked for something else.</summary>
    Overtaken,
}
