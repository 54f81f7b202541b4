using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>A place and everything that was said in it.</summary>
internal sealed class Chat(long id, ChatKind kind, string title)
{
    private readonly Dictionary<int, ChatMessage> _byId = [];

    public long Id => id;

    public ChatKind Kind => kind;

    public string Title { get; set; } = title;

    /// <summary>The other side of a private chat.</summary>
    public Person? Person { get; init; }

    public bool IsForum { get; init; }

    public bool IsPrivate => kind == ChatKind.Private;

    /// <summary>member, administrator, left or kicked.</summary>
    public string BotStatus { get; set; } = "member";

    public Dictionary<long, string> Members { get; } = [];

    public Dictionary<int, Topic> Topics { get; } = [];

    /// <summary>The supergroup that a group became.</summary>
    public Chat? MigratedTo { get; set; }

    public List<ChatMessage> Messages { get; } = [];

    public List<Draft> Drafts { get; } = [];

    public List<JsonObject> Actions { get; } = [];

    public ChangeSignal Changed { get; } = new();

    public ChatMessage? Find(int messageId) => _byId.GetValueOrDefault(messageId) is { DeletedAt: null } message ? message : null;

    public void Add(ChatMessage message)
    {
        Messages.Add(message);
        _byId.Add(message.Id, message);
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["id"] = id };
        if (Person is { } person)
        {
            json["first_name"] = person.FirstName;
            json["username"] = person.Username;
        }
        else
        {
            json["title"] = Title;
        }

        json["type"] = kind switch
        {
            ChatKind.Private => "private",
            ChatKind.Group => "group",
            _ => "supergroup",
        };
        if (IsForum)
        {
            json["is_forum"] = true;
        }

        return json;
    }
}

internal enum ChatKind
{
    Private,
    Group,
    Supergroup,
}

internal sealed class Topic(int id, string name)
{
    public int Id => id;

    public string Name { get; set; } = name;

    public bool Closed { get; set; }
}
