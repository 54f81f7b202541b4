using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Gateway;

/// <summary>What happens in the world, told to the sessions that want it and may see it.</summary>
internal sealed class DiscordOccurrences(DiscordWorld world, GatewaySessions sessions)
{
    /// <returns>To how many sessions.</returns>
    public int Posted(DiscordPost post)
    {
        var told = Message("MESSAGE_CREATE", post);
        if (told > 0)
        {
            post.HandedAt.Add(world.Now);
        }

        return told;
    }

    public void Changed(DiscordPost post) => Message("MESSAGE_UPDATE", post);

    public void Removed(DiscordPost post) =>
        Tell("MESSAGE_DELETE", InGuild(new JsonObject { ["id"] = post.Id, ["channel_id"] = post.Room.Id }, post.Room), post.Room);

    public void Reacted(DiscordPost post, string emoji, DiscordPerson person, bool isRemoved)
    {
        var json = InGuild(
            new JsonObject
            {
                ["user_id"] = person.Id,
                ["channel_id"] = post.Room.Id,
                ["message_id"] = post.Id,
                ["message_author_id"] = post.Author.Id,
                ["emoji"] = new JsonObject { ["id"] = null, ["name"] = emoji },
                ["burst"] = false,
                ["type"] = 0,
            },
            post.Room
        );
        if (!post.Room.IsDirect && !isRemoved)
        {
            json["member"] = person.ToMember(withUser: true);
        }

        Tell(isRemoved ? "MESSAGE_REACTION_REMOVE" : "MESSAGE_REACTION_ADD", json, post.Room);
    }

    /// <returns>To how many sessions.</returns>
    public int Tell(string happening, JsonObject data, DiscordRoom? room) =>
        room is { IsVisible: false } ? 0 : sessions.Dispatch(happening, room?.IsDirect == true, _ => data);

    /// <summary>What a bot may read without the intent for it: its own, what names it, and direct messages.</summary>
    public bool IsForBot(DiscordPost post) =>
        post.Room.IsDirect
        || post.Author == world.Bot
        || (post.Json["mentions"] as JsonArray ?? []).Any(user => user!["id"]!.ToString() == DiscordWorld.BotId);

    private int Message(string happening, DiscordPost post)
    {
        if (!post.Room.IsVisible)
        {
            return 0;
        }

        return sessions.Dispatch(
            happening,
            post.Room.IsDirect,
            session =>
            {
                var json = InGuild(post.ToJson((session.Intents & Intents.MessageContent) != 0 || IsForBot(post)), post.Room);
                if (!post.Room.IsDirect && post.Json["webhook_id"] is null)
                {
                    json["member"] = post.Author.ToMember(withUser: false);
                }

                if (post.Nonce is { } nonce)
                {
                    json["nonce"] = nonce;
                }

                return json;
            }
        );
    }

    private static JsonObject InGuild(JsonObject json, DiscordRoom room)
    {
        json["channel_type"] = room.Type;
        if (!room.IsDirect)
        {
            json["guild_id"] = DiscordWorld.GuildId;
        }

        return json;
    }
}
