using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>Everything that Slack knows, behind one lock.</summary>
internal sealed class SlackWorld
{
    public const string Team = "T0RIG00001";
    public const string BotUser = "U0BOT00001";
    public const string BotId = "B0BOT00001";
    public const string App = "A0RIG00001";

    private readonly Dictionary<string, string> _people = new(StringComparer.Ordinal)
    {
        ["U0ALICE001"] = "alice",
        ["U0BOBBY001"] = "bob",
        ["U0CAROL001"] = "carol",
    };

    private readonly Dictionary<string, JsonObject> _traits = new(StringComparer.Ordinal);
    private long _lastTs;
    private int _ids;

    public SlackWorld(SlackEmulatorOptions options)
    {
        Options = options;
        Triggers = new SlackTriggers(options.Time);
        Clear();
    }

    public SlackEmulatorOptions Options { get; }

    public TimeProvider Time => Options.Time;

    /// <summary>Held by whoever reads or changes anything below.</summary>
    public Lock Gate { get; } = new();

    public ChangeSignal Changed { get; } = new();

    /// <summary>Whether the app's own messages come back to it.</summary>
    public bool EchoesBot { get; set; }

    /// <summary>The events that the app has asked for, as its manifest names them; null: all.</summary>
    public IReadOnlySet<string>? Subscriptions { get; set; }

    /// <summary>Where it listens.</summary>
    public Uri Root { get; set; } = new("http://127.0.0.1/");

    public List<SlackPlace> Places { get; } = [];

    public List<JsonObject> Statuses { get; } = [];

    public List<JsonObject> Titles { get; } = [];

    public List<JsonObject> Prompts { get; } = [];

    /// <summary>Open modals, and what was published as a home.</summary>
    public List<SlackView> Views { get; } = [];

    public SlackTriggers Triggers { get; }

    public Dictionary<string, (string Name, string Mime, byte[] Bytes)> Files { get; } = new(StringComparer.Ordinal);

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public IEnumerable<KeyValuePair<string, string>> People => _people;

    public void Clear()
    {
        Places.Clear();
        Statuses.Clear();
        Titles.Clear();
        Prompts.Clear();
        Views.Clear();
        EchoesBot = Options.EchoesBot;
        Subscriptions = null;
        Files.Clear();
        Places.AddRange([
            new SlackPlace("C0GENERAL1", "general", "channel"),
            new SlackPlace("C0RANDOM01", "random", "channel"),
            new SlackPlace("C0PRIVATE1", "secret", "group"),
            new SlackPlace("C0NOTMEMB1", "elsewhere", "channel") { HasBot = false },
            new SlackPlace("C0ARCHIVE1", "archive", "channel") { IsArchived = true },
        ]);
    }

    public bool Subscribes(JsonObject occurrence)
    {
        var type = occurrence["type"]?.ToString() ?? "";
        var full = occurrence["channel_type"]?.ToString() switch
        {
            "channel" or "group" => $"{type}.{occurrence["channel_type"]}s",
            { } other => $"{type}.{other}",
            null => type,
        };
        return Subscriptions is null || Subscriptions.Contains(type) || Subscriptions.Contains(full);
    }

    /// <summary>Unique over the whole of it, and rising.</summary>
    public string NextTs()
    {
        var now = Time.GetUtcNow();
        var microseconds = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        _lastTs = Math.Max(_lastTs + 1, microseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{_lastTs / 1_000_000}.{_lastTs % 1_000_000:000000}");
    }

    public string NextId(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{++_ids:00000000}");

    /// <summary>By id or name; made where nobody has it.</summary>
    public string PersonNamed(string name)
    {
        if (_people.ContainsKey(name))
        {
            return name;
        }

        var id = _people.FirstOrDefault(person => person.Value == name).Key;
        if (id is null)
        {
            id = name is ['U', ..] && name.Length > 6 ? name : NextId("U1");
            _people.Add(id, name);
        }

        return id;
    }

    /// <summary>What users.info tells beside the name: is_restricted, team_id.</summary>
    public void Describe(string person, JsonObject traits) => _traits[person] = traits;

    public string NameOf(string person) => _people.GetValueOrDefault(person, person);

    public JsonObject? PersonJson(string id)
    {
        var isBot = id == BotUser;
        if (!isBot && !_people.ContainsKey(id))
        {
            return null;
        }

        var name = isBot ? "rigbot" : _people[id];
        var json = new JsonObject
        {
            ["id"] = id,
            ["team_id"] = Team,
            ["name"] = name,
            ["real_name"] = name,
            ["is_bot"] = isBot,
            ["deleted"] = false,
            ["is_restricted"] = false,
            ["is_ultra_restricted"] = false,
            ["profile"] = new JsonObject { ["display_name"] = name, ["real_name"] = name },
        };
        foreach (var (trait, value) in _traits.GetValueOrDefault(id) ?? [])
        {
            json[trait] = value?.DeepClone();
        }

        return json;
    }

    /// <summary>By id or name; made where nobody has it, with the bot in it.</summary>
    public SlackPlace PlaceNamed(string name)
    {
        lock (Gate)
        {
            if (FindPlace(name) is { } known)
            {
                return known;
            }

            var made = new SlackPlace(NextId("C1"), name, "channel");
            Places.Add(made);
            return made;
        }
    }

    public SlackPlace? FindPlace(string? name) => Places.Find(place => place.Id == name || place.Name == name);

    public SlackPlace DirectMessage(string person)
    {
        var known = Places.Find(place => place.Person == person);
        if (known is null)
        {
            known = new SlackPlace("D" + person[1..], "im", "im") { Person = person };
            Places.Add(known);
        }

        return known;
    }

    /// <exception cref="ControlException">There is none.</exception>
    public SlackPost PostNamed(string ts) =>
        Places.SelectMany(place => place.Posts).LastOrDefault(post => post.Ts == ts)
        ?? throw new ControlException($"there is no message {ts}");

    /// <exception cref="ControlException">There is none.</exception>
    public SlackView ViewNamed(string id) => Views.Find(view => view.Id == id) ?? throw new ControlException($"there is no view {id}");

    public SlackPost Add(SlackPlace place, string? thread, JsonObject json, bool isBot, string? ephemeralTo = null)
    {
        var ts = NextTs();
        json["ts"] = ts;
        if (thread is not null && thread != ts)
        {
            json["thread_ts"] = thread;
            if (place.FindRoot(thread) is { } root)
            {
                root.Json["thread_ts"] = thread;
                root.Json["reply_count"] = (int?)root.Json["reply_count"] + 1 ?? 1;
                root.Json["latest_reply"] = ts;
                json["parent_user_id"] = root.Json["user"]?.ToString();
            }
        }

        var post = new SlackPost(place, ts, thread, json, Now) { IsBot = isBot, EphemeralTo = ephemeralTo };
        place.Posts.Add(post);
        return post;
    }

    /// <summary>Deletes it: the root of a thread leaves a tombstone behind.</summary>
    public void Remove(SlackPost post)
    {
        post.DeletedAt = Now;
        post.LastChangeAt = post.DeletedAt.Value;
        if ((int?)post.Json["reply_count"] is > 0)
        {
            post.Json["subtype"] = "tombstone";
            post.Json["user"] = "USLACKBOT";
            post.Json["text"] = "This message was deleted.";
            post.Json["hidden"] = true;
            foreach (var name in (string[])["blocks", "files", "bot_id", "app_id", "bot_profile", "client_msg_id", "metadata"])
            {
                post.Json.Remove(name);
            }
        }
        else if (post.Thread is { } thread && post.Place.FindRoot(thread) is { } root && (int?)root.Json["reply_count"] is { } replies)
        {
            root.Json["reply_count"] = replies - 1;
        }
    }
}
