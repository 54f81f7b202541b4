using System.Collections.Frozen;
using System.Collections.Immutable;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Users;

/// <summary>
/// Who may do what, over a snapshot: the allow-lists of the settings, and the people of the database. Decided by the platform's id of a
/// person, never by a name.
/// </summary>
public sealed class Access
{
    /// <summary>The rule that refuses everybody until somebody has paired.</summary>
    public const string Unowned = "nobody owns it yet";

    private readonly ImmutableArray<Person> _listed;
    private volatile Snapshot _now;

    public Access(AccessMode mode, IEnumerable<AllowList> lists)
    {
        IsOpen = mode == AccessMode.Open;

        // The first is the owner.
        _listed =
        [
            .. lists.SelectMany(list =>
                list.UserIds.Select((id, at) => new Person(list.Platform, id, id, at == 0 ? Role.Owner : Role.Member, list.Setting))
            ),
        ];
        _now = Snapshot.Of(_listed);
    }

    /// <summary>Whether everybody who finds the bot is at least a member.</summary>
    public bool IsOpen { get; }

    public bool HasOwner => _now.Owners > 0;

    /// <summary>Unit: platform accounts.</summary>
    public int Owners => _now.Owners;

    /// <summary>Those of the settings first.</summary>
    public IReadOnlyList<Person> People => _now.People;

    /// <summary>Null: this person is neither in the settings nor in the database.</summary>
    public Person? Find(string platform, string userId) => _now.ByAccount.GetValueOrDefault((platform, userId));

    /// <summary>Null: this person may do nothing here.</summary>
    public Role? RoleOf(string platform, Author author) =>
        Find(platform, author.Id)?.Role ?? (author.IsVouchedFor || (IsOpen && !author.IsStranger) ? Role.Member : null);

    /// <summary>The rule that refuses this person; null: allowed.</summary>
    public string? RefusedBy(string platform, Author author) =>
        RoleOf(platform, author) is not null ? null
        : HasOwner ? "not on the allow-list"
        : Unowned;

    /// <summary>The people of the database are these from now on; what the settings say of somebody goes before.</summary>
    internal void Replace(IEnumerable<Person> people) => _now = Snapshot.Of([.. _listed, .. people]);

    private sealed record Snapshot(
        ImmutableArray<Person> People,
        FrozenDictionary<(string Platform, string UserId), Person> ByAccount,
        int Owners
    )
    {
        public static Snapshot Of(IEnumerable<Person> all)
        {
            ImmutableArray<Person> people = [.. all.DistinctBy(person => (person.Platform, person.UserId))];
            return new Snapshot(
                people,
                people.ToFrozenDictionary(person => (person.Platform, person.UserId)),
                people.Count(person => person.Role == Role.Owner)
            );
        }
    }
}
