using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Discord.World;

/// <summary>One server with its channels and people, and one bot in it. Whoever reads or changes it holds <see cref="Gate"/>.</summary>
internal sealed class DiscordWorld
{
    public const string BotId = "1000000000000000001";
    public const string GuildId = "1000000000000000100";
    public const string EveryoneRole = GuildId;
    public const string BotRole = "1000000000000000101";
    public const string BotName = "rigbot";

    /// <summary>2015-01-01. Unit: milliseconds since 1970. Source: Discord, API reference, snowflakes.</summary>
    private const long Epoch = 1_420_070_400_000;

    private long _last;

    public DiscordWorld(DiscordEmulatorOptions options)
    {
        Options = options;
        Token = string.Join(
            '.',
            Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(BotId)).TrimEnd('='),
            "GrigAA",
            "synthetic_token_of_the_emulated_discord"
        );
        Build();
    }

    public DiscordEmulatorOptions Options { get; }

    public Lock Gate { get; } = new();

    public ChangeSignal Changed { get; } = new();

    public TimeProvider Time => Options.Time;

    /// <summary>Unit: milliseconds since the epoch.</summary>
    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public string Token { get; }

    /// <summary>Where it listens.</summary>
    public Uri Root { get; set; } = new("http://127.0.0.1");

    public string GuildName { get; set; } = "Rig Guild";

    public bool IsAvailable { get; set; } = true;

    public List<DiscordPerson> People { get; } = [];

    public List<DiscordRoom> Rooms { get; } = [];

    public List<DiscordPost> Posts { get; } = [];

    /// <summary>Name and id.</summary>
    public List<(string Name, string Id)> Roles { get; } = [];

    public Dictionary<string, DiscordInteractionState> Interactions { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, (string Name, string Type, byte[] Bytes, bool IsExpired)> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Registered commands by their place: a server's id, or empty for all.</summary>
    public Dictionary<string, List<JsonObject>> Commands { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the bot is let to read what is said, by the switch in the portal.</summary>
    public bool MessageContent { get; set; } = true;

    public DiscordPerson Bot => People[0];

    public DiscordPerson Owner => PersonNamed("alice");

    public string NextId()
    {
        var id = (Now - Epoch) << 22;
        _last = Math.Max(id, _last + 1);
        return _last.ToString(CultureInfo.InvariantCulture);
    }

    public string Timestamp() => Time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", CultureInfo.InvariantCulture);

    /// <summary>Everything as at the start.</summary>
    public void Build()
    {
        Clear();
        People.Clear();
        Rooms.Clear();
        Roles.Clear();
        Commands.Clear();
        Roles.AddRange([("@everyone", EveryoneRole), (BotName, BotRole), ("dev", NextId()), ("admin", NextId())]);
        People.Add(new DiscordPerson(BotId, BotName, isBot: true) { Roles = { BotRole } });
        foreach (var name in new[] { "alice", "bob", "carol", "mallory" })
        {
            People.Add(new DiscordPerson(NextId(), name, isBot: false));
        }

        People.Add(new DiscordPerson(NextId(), "otherbot", isBot: true));
        Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.Category, "Text"));
        foreach (var name in new[] { "general", "dev", "ops", "random" })
        {
            Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.Text, name));
        }

        Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.News, "news"));
        Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.Forum, "forum"));
        Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.Voice, "Voice"));
        Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.Text, "private") { Denied = { "VIEW_CHANNEL" } });
        Rooms.Add(new DiscordRoom(NextId(), DiscordRoom.Text, "readonly") { Denied = { "SEND_MESSAGES" } });
    }

    /// <summary>What was said and done; places, people and commands stay.</summary>
    public void Clear()
    {
        Posts.Clear();
        Interactions.Clear();
        Files.Clear();
        Rooms.RemoveAll(room => room.IsThread);
    }

    /// <summary>Made on first use.</summary>
    /// <param name="name">Or the id.</param>
    public DiscordPerson PersonNamed(string name, bool isBot = false)
    {
        if (People.Find(person => person.Username == name || person.Id == name) is { } known)
        {
            return known;
        }

        var person = new DiscordPerson(NextId(), name, isBot);
        People.Add(person);
        return person;
    }

    /// <param name="name">Or the id.</param>
    /// <exception cref="ControlException">There is none.</exception>
    public DiscordRoom RoomNamed(string name) =>
        Rooms.Find(room => room.Id == name || room.Name == name) ?? throw new ControlException($"there is no channel {name}");

    public DiscordRoom? RoomOf(string id) => Rooms.Find(room => room.Id == id);

    public DiscordRoom DirectMessage(DiscordPerson person)
    {
        if (Rooms.Find(room => room.IsDirect && room.Recipient == person) is { } known)
        {
            return known;
        }

        var room = new DiscordRoom(NextId(), DiscordRoom.Direct, "") { Recipient = person };
        Rooms.Add(room);
        return room;
    }

    /// <summary>Null: there is none, or it was deleted.</summary>
    public DiscordPost? PostOf(string room, string id) =>
        Posts.Find(post => post.Id == id && post.Room.Id == room && post.DeletedAt is null && !post.IsEphemeral);

    /// <exception cref="ControlException">There is none.</exception>
    public DiscordPost PostNamed(string id) => Posts.Find(post => post.Id == id) ?? throw new ControlException($"there is no message {id}");

    public JsonArray RolesJson() =>
        [
            .. Roles.Select(role =>
            {
                var json = new JsonObject
                {
                    ["id"] = role.Id,
                    ["name"] = role.Name,
                    ["color"] = 0,
                    ["hoist"] = false,
                    ["position"] = 0,
                    ["permissions"] = "0",
                    ["managed"] = role.Id == BotRole,
                    ["mentionable"] = false,
                    ["flags"] = 0,
                };
                if (role.Id == BotRole)
                {
                    json["tags"] = new JsonObject { ["bot_id"] = BotId };
                }

                return (JsonNode)json;
            }),
        ];

    /// <summary>GUILD_CREATE.</summary>
    public JsonObject GuildJson() =>
        new()
        {
            ["id"] = GuildId,
            ["name"] = GuildName,
            ["owner_id"] = Owner.Id,
            ["unavailable"] = false,
            ["large"] = false,
            ["joined_at"] = "2024-01-01T00:00:00.000000+00:00",
            ["member_count"] = People.Count(person => person.IsMember),
            ["roles"] = RolesJson(),
            ["emojis"] = new JsonArray(),
            ["stickers"] = new JsonArray(),
            ["features"] = new JsonArray(),
            ["channels"] = new JsonArray([
                .. Rooms.Where(room => room is { IsDirect: false, IsThread: false }).Select(room => (JsonNode)room.ToJson()),
            ]),
            ["threads"] = new JsonArray([
                .. Rooms
                    .Where(room => room is { IsThread: true, IsArchived: false, IsVisible: true })
                    .Select(room => (JsonNode)room.ToJson()),
            ]),
            ["members"] = new JsonArray([
                .. People.Where(person => person.IsMember).Select(person => (JsonNode)person.ToMember(withUser: true)),
            ]),
            ["presences"] = new JsonArray(),
            ["voice_states"] = new JsonArray(),
            ["stage_instances"] = new JsonArray(),
            ["guild_scheduled_events"] = new JsonArray(),
            ["preferred_locale"] = "en-US",
            ["afk_timeout"] = 300,
            ["system_channel_flags"] = 0,
            ["premium_tier"] = 0,
            ["nsfw_level"] = 0,
            ["verification_level"] = 0,
            ["default_message_notifications"] = 0,
            ["explicit_content_filter"] = 0,
            ["mfa_level"] = 0,
        };
}
