using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>Messages of channels and threads.</summary>
internal sealed class MessageRoutes(DiscordWorld world, DiscordPosting posting, DiscordOccurrences occurrences)
{
    public JsonNode List(string channel, RestCall call)
    {
        var room = Seen(channel);
        var limit = (int)(call.Whole("limit") ?? 50);
        if (limit is < 1 or > 100)
        {
            throw DiscordRefusalException.Form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.");
        }

        var posts = world.Posts.Where(post => post.Room == room && post is { DeletedAt: null, IsEphemeral: false }).OrderBy(IdOf).ToList();
        var page =
            call.Whole("after") is { } after ? posts.Where(post => IdOf(post) > after).Take(limit)
            : call.Whole("before") is { } before ? posts.Where(post => IdOf(post) < before).TakeLast(limit)
            : call.Whole("around") is { } around
                ? posts
                    .Where(post => IdOf(post) <= around)
                    .TakeLast((limit / 2) + 1)
                    .Concat(posts.Where(post => IdOf(post) > around).Take(limit / 2))
            : posts.TakeLast(limit);
        return new JsonArray([.. page.Reverse().Select(post => (JsonNode)Shown(post))]);
    }

    public JsonNode Get(string channel, string message) => Shown(Find(channel, message));

    public JsonNode Post(string channel, RestCall call)
    {
        var room = Seen(channel);
        if (room.IsDenied(room.IsThread ? "SEND_MESSAGES_IN_THREADS" : "SEND_MESSAGES"))
        {
            throw DiscordRefusalException.MissingPermissions;
        }

        if (room is { IsDirect: true, Recipient.ClosesDirectMessages: true })
        {
            throw new DiscordRefusalException(403, 50007, "Cannot send messages to this user");
        }

        if (room.Type is DiscordRoom.Forum or DiscordRoom.Category)
        {
            throw new DiscordRefusalException(400, 50008, "Cannot send messages in a non-text channel");
        }

        if (room is { IsArchived: true, IsLocked: true })
        {
            throw new DiscordRefusalException(400, 160005, "Thread is locked");
        }

        MessageRules.Check(call.Fields, call.Files.Count > 0);
        if (call.Flag("enforce_nonce") && Known(room, call.Text("nonce")) is { } known)
        {
            known.NonceHits++;
            return known.ToJson();
        }

        if (room.IsArchived)
        {
            room.IsArchived = false;
            occurrences.Tell("THREAD_UPDATE", room.ToJson(), room);
        }

        var post = posting.Post(room, call);
        var answer = post.ToJson();
        if (post.Nonce is { } nonce)
        {
            answer["nonce"] = nonce;
        }

        return answer;
    }

    public JsonNode Edit(string channel, string message, RestCall call)
    {
        var post = Find(channel, message);
        if (post.Author != world.Bot)
        {
            throw new DiscordRefusalException(403, 50005, "Cannot edit a message authored by another user");
        }

        if (post.Room.IsArchived)
        {
            throw new DiscordRefusalException(400, 50083, "Thread is archived");
        }

        posting.Edit(post, call);
        return post.ToJson();
    }

    public JsonNode? Delete(string channel, string message)
    {
        var post = Find(channel, message);
        if (post.Author != world.Bot && post.Room.IsDenied("MANAGE_MESSAGES"))
        {
            throw DiscordRefusalException.MissingPermissions;
        }

        posting.Delete(post);
        return null;
    }

    public JsonNode? React((string Channel, string Message) at, string emoji, string user, bool isRemoved)
    {
        var post = Find(at.Channel, at.Message);
        if (!MessageRules.IsEmoji(emoji))
        {
            throw new DiscordRefusalException(400, 10014, "Unknown Emoji");
        }

        if (!isRemoved && post.Room.IsDenied("ADD_REACTIONS"))
        {
            throw DiscordRefusalException.MissingPermissions;
        }

        posting.React(post, emoji, user == "@me" ? world.Bot : world.PersonNamed(user), isRemoved);
        return null;
    }

    private static long IdOf(DiscordPost post) => long.Parse(post.Id, CultureInfo.InvariantCulture);

    /// <summary>Without the switch in the portal, what is said to others is not to be read.</summary>
    private JsonObject Shown(DiscordPost post) => post.ToJson(world.MessageContent || occurrences.IsForBot(post));

    private DiscordPost? Known(DiscordRoom room, string? nonce) =>
        world.Posts.Find(post =>
            post.Room == room && post.Nonce == nonce && nonce is not null && world.Now - post.At < world.Options.NonceLife.TotalMilliseconds
        );

    private DiscordPost Find(string channel, string message) =>
        world.PostOf(Seen(channel).Id, message) ?? throw DiscordRefusalException.UnknownMessage;

    private DiscordRoom Seen(string channel)
    {
        var room = world.RoomOf(channel) ?? throw DiscordRefusalException.UnknownChannel;
        return !room.IsVisible || room.IsDenied("READ_MESSAGE_HISTORY") ? throw DiscordRefusalException.MissingAccess : room;
    }
}
