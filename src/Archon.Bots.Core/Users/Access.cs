using System.Collections.Frozen;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Users;

/// <summary>Who may do what. Decided by the platform's id of a person, never by a name.</summary>
public sealed class Access
{
    private readonly AccessMode _mode;
    private readonly FrozenDictionary<(string Platform, string UserId), Role> _listed;
    private readonly FrozenSet<string> _platforms;

    public Access(AccessMode mode, IEnumerable<AllowList> lists)
    {
        _mode = mode;
        var listed = new Dictionary<(string, string), Role>();
        foreach (var list in lists)
        {
            // The first is the owner.
            for (var at = 0; at < list.UserIds.Length; at++)
            {
                listed.TryAdd((list.Platform, list.UserIds[at]), at == 0 ? Role.Owner : Role.Member);
            }
        }

        _listed = listed.ToFrozenDictionary();
        _platforms = _listed.Keys.Select(person => person.Platform).ToFrozenSet();
    }

    /// <summary>Null: this person may do nothing here.</summary>
    public Role? RoleOf(string platform, Author author) =>
        _listed.TryGetValue((platform, author.Id), out var role) ? role
        : _mode == AccessMode.Open ? Role.Member
        : null;

    /// <summary>The rule that refuses this person; null: allowed.</summary>
    public string? RefusedBy(string platform, Author author) =>
        RoleOf(platform, author) is not null ? null
        : _platforms.Contains(platform) ? "not on the allow-list"
        : "no allow-list is set";
}
