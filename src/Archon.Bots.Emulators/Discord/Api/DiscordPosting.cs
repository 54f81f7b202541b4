using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>What becomes of the world when somebody writes, edits, deletes or reacts; the gateway tells of each.</summary>
internal sealed partial class DiscordPosting(DiscordWorld world, DiscordJournal journal, DiscordFiles files, DiscordOccurrences occurrences)
{
    private const int Default = 0;
    private const int Reply = 19;

    /// <summary>The bot's own.</summary>
    public DiscordPost Post(DiscordRoom room, RestCall call)
    {
        var fields = call.Fields;
        if (call.Text("content")?.Contains(world.Token, StringComparison.Ordinal) == true)
        {
            journal.Violate("error", "token_leak", call.Name);
        }

        var json = Draft(room, world.Bot, (call.Text("content") ?? "").Trim());
        json["components"] = fields["components"]?.DeepClone() ?? new JsonArray();
        json["embeds"] = fields["embeds"]?.DeepClone() ?? new JsonArray();
        json["flags"] = (int?)fields["flags"] ?? 0;
        json["attachments"] = files.Add(room, fields["attachments"] as JsonArray, call.Files);
        var allowed = fields["allowed_mentions"] as JsonObject;
        if (fields["message_reference"] is JsonObject reference)
        {
            Refer(
                json,
                room,
                reference["message_id"]?.ToString() ?? "",
                reference["fail_if_not_exists"]?.GetValueKind() == System.Text.Json.JsonValueKind.False
            );
        }

        return Publish(new DiscordPost(room, world.Bot, json, world.Now) { Nonce = fields["nonce"]?.ToString() }, allowed);
    }

    /// <summary>A message as somebody begins to write it.</summary>
    public JsonObject Draft(DiscordRoom room, DiscordPerson author, string content) =>
        new()
        {
            ["id"] = world.NextId(),
            ["type"] = Default,
            ["channel_id"] = room.Id,
            ["author"] = author.ToJson(),
            ["content"] = content,
            ["timestamp"] = world.Timestamp(),
            ["edited_timestamp"] = null,
            ["tts"] = false,
            ["mention_everyone"] = false,
            ["mentions"] = new JsonArray(),
            ["mention_roles"] = new JsonArray(),
            ["attachments"] = new JsonArray(),
            ["embeds"] = new JsonArray(),
            ["components"] = new JsonArray(),
            ["pinned"] = false,
            ["flags"] = 0,
        };

    /// <summary>Makes it an answer to another.</summary>
    public void Refer(JsonObject json, DiscordRoom room, string message, bool mayBeGone)
    {
        var answered = world.PostOf(room.Id, message);
        if (answered is null && !mayBeGone)
        {
            throw DiscordRefusalException.Form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
        }

        json["type"] = answered is null ? Default : Reply;
        if (answered is not null)
        {
            json["message_reference"] = new JsonObject
            {
                ["type"] = 0,
                ["message_id"] = message,
                ["channel_id"] = room.Id,
                ["guild_id"] = room.IsDirect ? null : DiscordWorld.GuildId,
            };
            json["referenced_message"] = answered.ToJson();
        }
    }

    /// <param name="allowed">Whom it may call; null: everybody that it names.</param>
    public DiscordPost Publish(DiscordPost post, JsonObject? allowed)
    {
        Call(post, allowed);
        world.Posts.Add(post);
        post.Room.LastMessageId = post.IsEphemeral ? post.Room.LastMessageId : post.Id;
        post.Room.Messages++;
        if (post.Room.IsThread)
        {
            post.Room.Members.Add(post.Author.Id);
        }

        if (!post.IsEphemeral)
        {
            occurrences.Posted(post);
        }

        return post;
    }

    public void Edit(DiscordPost post, RestCall call)
    {
        var fields = call.Fields;
        var next = (JsonObject)post.Json.DeepClone();
        foreach (var name in new[] { "content", "components", "embeds", "flags" })
        {
            if (fields.ContainsKey(name))
            {
                next[name] = name == "content" ? (fields[name]?.ToString() ?? "").Trim() : fields[name]?.DeepClone();
            }
        }

        if (fields["attachments"] is JsonArray kept)
        {
            next["attachments"] = files.Add(post.Room, kept, call.Files, post.Json["attachments"] as JsonArray);
        }

        MessageRules.Check(next, next["attachments"] is JsonArray { Count: > 0 });
        foreach (var (name, value) in next)
        {
            post.Json[name] = value?.DeepClone();
        }

        post.IsLoading = false;
        post.Json["flags"] = ((int?)post.Json["flags"] ?? 0) & ~128;
        Edited(post);
    }

    /// <summary>It says something else now.</summary>
    public void Edited(DiscordPost post)
    {
        post.Json["edited_timestamp"] = world.Timestamp();
        post.Edits.Add((world.Now, post.Content));
        post.LastChangeAt = world.Now;
        if (!post.IsEphemeral)
        {
            occurrences.Changed(post);
        }
    }

    public void Delete(DiscordPost post)
    {
        post.DeletedAt = world.Now;
        post.LastChangeAt = world.Now;
        if (!post.IsEphemeral)
        {
            occurrences.Removed(post);
        }
    }

    public void React(DiscordPost post, string emoji, DiscordPerson person, bool isRemoved)
    {
        var reaction = (emoji, person.Id);
        if (isRemoved ? !post.Reactions.Remove(reaction) : post.Reactions.Contains(reaction))
        {
            return;
        }

        if (!isRemoved)
        {
            post.Reactions.Add(reaction);
        }

        post.ReactionLog.Add((world.Now, emoji, person.Username, isRemoved));
        occurrences.Reacted(post, emoji, person, isRemoved);
    }

    private void Call(DiscordPost post, JsonObject? allowed)
    {
        var parse = (allowed?["parse"] as JsonArray)?.Select(one => one!.ToString()).ToList();
        var users = new JsonArray();
        foreach (
            var person in Person()
                .Matches(post.Content)
                .Select(match => world.People.Find(known => known.Id == match.Groups["id"].Value))
                .OfType<DiscordPerson>()
                .Distinct()
        )
        {
            users.Add(Mentioned(person));
            if (parse?.Contains("users") ?? true)
            {
                post.Called.Add(person.Username);
            }
        }

        if (post.Json["referenced_message"]?["author"]?["id"]?.ToString() is { } answered && world.PersonNamed(answered) is var author)
        {
            var isSilent =
                allowed?["replied_user"]?.GetValueKind() == System.Text.Json.JsonValueKind.False || post.Json["silent_reply"] is not null;
            if (!isSilent && users.All(user => user!["id"]!.ToString() != answered))
            {
                users.Add(Mentioned(author));
                post.Called.Add(author.Username);
            }
        }

        post.Json.Remove("silent_reply");
        post.Json["mentions"] = users;
        post.Json["mention_roles"] = new JsonArray([
            .. Role().Matches(post.Content).Select(match => (JsonNode)match.Groups["id"].Value).DistinctBy(id => id.ToString()),
        ]);
        var names =
            post.Content.Contains("@everyone", StringComparison.Ordinal) || post.Content.Contains("@here", StringComparison.Ordinal);
        post.Json["mention_everyone"] = names && (parse?.Contains("everyone") ?? true);
    }

    private static JsonObject Mentioned(DiscordPerson person)
    {
        var json = person.ToJson();
        json["member"] = person.ToMember(withUser: false);
        return json;
    }

    [GeneratedRegex(@"<@!?(?<id>\d+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Person();

    [GeneratedRegex(@"<@&(?<id>\d+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Role();
}
