namespace Archon.Bots.Core.Users;

/// <summary>What follows <c>/allow</c>: <c>[id] [role]</c>.</summary>
/// <param name="UserId">Null: the author of the message that it answers.</param>
internal sealed record AllowRequest(string? UserId, Role Role)
{
    /// <summary>Null: not to be understood.</summary>
    public static AllowRequest? Of(string argument) =>
        argument.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [] => new AllowRequest(null, Role.Member),
            [var word] => RoleNamed(word) is { } role ? new AllowRequest(null, role) : new AllowRequest(word, Role.Member),
            [var id, var word] when RoleNamed(word) is { } role => new AllowRequest(id, role),
            _ => null,
        };

    private static Role? RoleNamed(string word) =>
        Enum.GetValues<Role>().Cast<Role?>().FirstOrDefault(role => role.ToString()!.Equals(word, StringComparison.OrdinalIgnoreCase));
}
