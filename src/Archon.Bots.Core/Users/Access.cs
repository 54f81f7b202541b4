using System.Collections.Frozen;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Users;

/// <summary>Who may do what. Decided by the platform's id of a person, never by a name.</summary>
public sealed class Access
{
    private readonly AccessMode _mode;
    private readonly FrozenDictionary<string, FrozenSet<string>> _allowed;

    public Access(AccessMode mode, IEnumerable<AllowList> lists)
    {
        _mode = mode;
        _allowed = lists
            .GroupBy(list => list.Platform)
            .ToFrozenDictionary(group => group.Key, group => group.SelectMany(list => list.UserIds).ToFrozenSet());
    }

    /// <summary>The rule that refuses this person; null: allowed.</summary>
    public string? RefusedBy(string platform, Author author)
    {
        if (_mode == AccessMode.Open)
        {
            return null;
        }

        if (!_allowed.TryGetValue(platform, out var people) || people.Count == 0)
        {
            return "no allow-list is set";
        }

        return people.Contains(author.Id) ? null : "not on the allow-list";
    }
}
