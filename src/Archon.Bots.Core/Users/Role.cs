namespace Archon.Bots.Core.Users;

/// <summary>What a person may do; each role may what those before it may.</summary>
public enum Role
{
    /// <summary>Has the agent work.</summary>
    Member,

    /// <summary>Answers the agent's questions in everybody's turns, and stops them.</summary>
    Approver,

    /// <summary>Allows people, and takes that back.</summary>
    Admin,

    /// <summary>Makes people admins.</summary>
    Owner,
}
