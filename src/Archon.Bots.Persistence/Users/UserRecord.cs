using Archon.Bots.Core.Users;

namespace Archon.Bots.Persistence.Users;

/// <summary>A person whom the owner allowed; those on an allow-list of the settings need no row.</summary>
internal sealed class UserRecord
{
    public required Guid Id { get; set; }

    public required string Name { get; set; }

    public required Role Role { get; set; }

    public required DateTimeOffset At { get; set; }
}

/// <summary>The person's account on one platform.</summary>
internal sealed class IdentityRecord
{
    public required string Platform { get; set; }

    /// <summary>The platform's id of the person.</summary>
    public required string PlatformUserId { get; set; }

    public required Guid UserId { get; set; }
}
