using System.Globalization;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>The people and the chats. Whoever a control call names and is not there yet is made on the spot.</summary>
internal sealed class Places
{
    private readonly Dictionary<long, Person> _people = [];
    private readonly Dictionary<string, Person> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, Chat> _chats = [];
    private readonly Dictionary<string, long> _names = new(StringComparer.OrdinalIgnoreCase);
    private long _nextPerson = 2001;
    private long _nextGroup = -1001000001001;

    public Places() => Seed();

    public IReadOnlyCollection<Person> People => _people.Values;

    public IReadOnlyCollection<Chat> Chats => _chats.Values;

    public Chat? Find(long id) => _chats.GetValueOrDefault(id);

    public Person? FindPerson(long id) => _people.GetValueOrDefault(id);

    public Person PersonNamed(string name)
    {
        if (_byName.TryGetValue(name.TrimStart('@'), out var known))
        {
            return known;
        }

        return long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? _people.GetValueOrDefault(id) ?? AddPerson(id, $"user{id}", started: true)
            : AddPerson(_nextPerson++, name.TrimStart('@'), started: true);
    }

    public Chat ChatNamed(string name)
    {
        if (long.TryParse(name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
        {
            return _chats.GetValueOrDefault(id) ?? Make(id);
        }

        if (_byName.TryGetValue(name, out var person))
        {
            return PrivateWith(person);
        }

        return _names.TryGetValue(name, out var named) ? _chats[named] : AddGroup(_nextGroup--, ChatKind.Supergroup, name);
    }

    public Chat PrivateWith(Person person) => _chats[person.Id];

    public Chat AddGroup(long id, ChatKind kind, string title, bool forum = false, string botStatus = "member")
    {
        var chat = new Chat(id, kind, title) { IsForum = forum, BotStatus = botStatus };
        foreach (var person in _people.Values)
        {
            chat.Members[person.Id] = "member";
        }

        _chats.Add(id, chat);
        _names[title] = id;
        return chat;
    }

    public long FreeGroupId() => _nextGroup--;

    private Chat Make(long id)
    {
        if (id > 0)
        {
            return PrivateWith(AddPerson(id, $"user{id}", started: true));
        }

        // Supergroups are told by the prefix -100 of their ids.
        return AddGroup(id, id < -1_000_000_000_000 ? ChatKind.Supergroup : ChatKind.Group, $"chat{id}");
    }

    private Person AddPerson(long id, string name, bool started)
    {
        var person = new Person(id, name) { Started = started };
        _people.Add(id, person);
        _byName[name] = person;
        _chats[id] = new Chat(id, ChatKind.Private, name) { Person = person };
        return person;
    }

    private void Seed()
    {
        AddPerson(1001, "alice", started: true);
        AddPerson(1002, "bob", started: true);
        AddPerson(1003, "carol", started: true);
        AddPerson(1009, "dave", started: false);
        AddGroup(-4001, ChatKind.Group, "group");
        AddGroup(-1001000000001, ChatKind.Supergroup, "supergroup");
        AddGroup(-1001000000002, ChatKind.Supergroup, "forum", forum: true, botStatus: "administrator");
    }
}
