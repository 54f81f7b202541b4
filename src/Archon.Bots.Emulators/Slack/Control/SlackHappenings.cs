using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>What else happens beside talk: reactions, joins, previews of links, new assistant threads.</summary>
internal sealed class SlackHappenings(SlackWorld world, SlackOccurrences occurrences, StreamMethods streams)
{
    public JsonNode React(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        var reaction = (body.Required("name"), SlackPressing.PersonOf(body, world));
        if (body.Flag("remove") ? !post.Reactions.Remove(reaction) : post.Reactions.Contains(reaction))
        {
            throw new ControlException($"{post.Ts} has {(body.Flag("remove") ? "no" : "already")} such reaction");
        }

        if (!body.Flag("remove"))
        {
            post.Reactions.Add(reaction);
        }

        occurrences.Reacted(post, reaction, body.Flag("remove"));
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode Join(ControlBody body)
    {
        var place = world.PlaceNamed(body.Required("channel"));
        var isBot = body.Text("user") is "bot" or SlackWorld.BotUser;
        place.HasBot |= isBot;
        var ts = world.NextTs();
        occurrences.Tell(
            new JsonObject
            {
                ["type"] = "member_joined_channel",
                ["user"] = isBot ? SlackWorld.BotUser : world.PersonNamed(body.Required("user")),
                ["channel"] = place.Id,
                ["channel_type"] = place.Type == "group" ? "G" : "C",
                ["team"] = SlackWorld.Team,
                ["inviter"] = isBot ? "U0ALICE001" : null,
                ["event_ts"] = ts,
            },
            ts
        );
        return new JsonObject { ["ok"] = true };
    }

    /// <summary>What users.info tells of somebody: a guest, of another team.</summary>
    public JsonNode Describe(ControlBody body)
    {
        var id = world.PersonNamed(body.Required("user"));
        world.Describe(id, body.Node("traits") as JsonObject ?? []);
        return new JsonObject { ["ok"] = true, ["id"] = id };
    }

    public JsonNode Tell(ControlBody body)
    {
        var occurrence = body.Node("event") as JsonObject ?? throw new ControlException("'event' is missing");
        occurrences.Tell((JsonObject)occurrence.DeepClone(), "");
        return new JsonObject { ["ok"] = true };
    }

    /// <summary>Slack finds out what a link leads to: a change that nobody made.</summary>
    public JsonNode Unfurl(ControlBody body)
    {
        var post = world.PostNamed(body.Required("message"));
        var before = (JsonObject)post.Json.DeepClone();
        post.Json["attachments"] = new JsonArray(
            new JsonObject
            {
                ["id"] = 1,
                ["title"] = "A page",
                ["fallback"] = "A page",
            }
        );
        post.LastChangeAt = world.Now;
        occurrences.Changed(post, before);
        return new JsonObject { ["ok"] = true };
    }

    public JsonNode StopStream(ControlBody body)
    {
        streams.StopFor(world.PostNamed(body.Required("message")), SlackPressing.PersonOf(body, world));
        return new JsonObject { ["ok"] = true };
    }

    /// <summary>Somebody opens a new thread in the app's assistant view.</summary>
    public JsonNode AssistantThread(ControlBody body)
    {
        var person = SlackPressing.PersonOf(body, world);
        var place = world.DirectMessage(person);
        var json = Posting.BotMessage();
        json["subtype"] = "assistant_app_thread";
        json["text"] = "New Assistant Thread";
        var root = world.Add(place, null, json, isBot: true);
        occurrences.Tell(
            new JsonObject
            {
                ["type"] = "assistant_thread_started",
                ["assistant_thread"] = new JsonObject
                {
                    ["user_id"] = person,
                    ["context"] = new JsonObject { ["channel_id"] = "C0GENERAL1", ["team_id"] = SlackWorld.Team },
                    ["channel_id"] = place.Id,
                    ["thread_ts"] = root.Ts,
                },
                ["event_ts"] = root.Ts,
            },
            root.Ts
        );
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = place.Id,
            ["thread"] = root.Ts,
        };
    }
}
