using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Socket;

/// <summary>What happens in the world, told to the app as events.</summary>
internal sealed class SlackOccurrences(SlackWorld world, SocketHub hub)
{
    private int _events;

    /// <summary>A post: app_mention beside message where the bot is named in a channel.</summary>
    public void Posted(SlackPost post)
    {
        if (!IsSeen(post))
        {
            return;
        }

        var isMention = post.Text.Contains($"<@{SlackWorld.BotUser}>", StringComparison.Ordinal);
        if (isMention && post.Place.Type is "channel" or "group" && !post.IsBot)
        {
            var mention = (JsonObject)post.Json.DeepClone();
            mention["type"] = "app_mention";
            mention.Remove("subtype");
            mention["channel"] = post.Place.Id;
            mention["event_ts"] = post.Ts;
            Tell(mention, post.Ts);
        }

        var message = (JsonObject)post.Json.DeepClone();
        message["channel"] = post.Place.Id;
        message["channel_type"] = post.Place.Type;
        message["event_ts"] = post.Ts;
        Tell(message, post.Ts);
    }

    public void Changed(SlackPost post, JsonObject before)
    {
        if (!IsSeen(post))
        {
            return;
        }

        Tell(
            new JsonObject
            {
                ["type"] = "message",
                ["subtype"] = "message_changed",
                ["hidden"] = true,
                ["channel"] = post.Place.Id,
                ["channel_type"] = post.Place.Type,
                ["ts"] = world.NextTs(),
                ["event_ts"] = post.Ts,
                ["message"] = post.Json.DeepClone(),
                ["previous_message"] = before.DeepClone(),
            },
            post.Ts
        );
    }

    /// <summary>A deletion; the root of a thread is only changed, into a tombstone.</summary>
    public void Removed(SlackPost post, JsonObject before)
    {
        if (post.IsTombstone)
        {
            Changed(post, before);
            return;
        }

        if (!IsSeen(post))
        {
            return;
        }

        Tell(
            new JsonObject
            {
                ["type"] = "message",
                ["subtype"] = "message_deleted",
                ["hidden"] = true,
                ["channel"] = post.Place.Id,
                ["channel_type"] = post.Place.Type,
                ["ts"] = world.NextTs(),
                ["deleted_ts"] = post.Ts,
                ["event_ts"] = post.Ts,
                ["previous_message"] = before.DeepClone(),
            },
            post.Ts
        );
    }

    /// <summary>The app's own reactions come back to it as everybody's.</summary>
    public void Reacted(SlackPost post, (string Name, string User) reaction, bool isRemoved)
    {
        if (!post.Place.HasBot || (reaction.User == SlackWorld.BotUser && !world.EchoesBot))
        {
            return;
        }

        Tell(
            new JsonObject
            {
                ["type"] = isRemoved ? "reaction_removed" : "reaction_added",
                ["user"] = reaction.User,
                ["reaction"] = reaction.Name,
                ["item_user"] = post.Json["user"]?.ToString(),
                ["item"] = new JsonObject
                {
                    ["type"] = "message",
                    ["channel"] = post.Place.Id,
                    ["ts"] = post.Ts,
                },
                ["event_ts"] = world.NextTs(),
            },
            post.Ts
        );
    }

    public void Tell(JsonObject occurrence, string about)
    {
        if (!world.Subscribes(occurrence))
        {
            return;
        }

        hub.Deliver(
            "events_api",
            new JsonObject
            {
                ["token"] = "verification-token",
                ["team_id"] = SlackWorld.Team,
                ["api_app_id"] = SlackWorld.App,
                ["event"] = occurrence,
                ["type"] = "event_callback",
                ["event_id"] = $"Ev{Interlocked.Increment(ref _events):00000000}",
                ["event_time"] = world.Time.GetUtcNow().ToUnixTimeSeconds(),
                ["authorizations"] = new JsonArray(
                    new JsonObject
                    {
                        ["team_id"] = SlackWorld.Team,
                        ["user_id"] = SlackWorld.BotUser,
                        ["is_bot"] = true,
                    }
                ),
            },
            about
        );
    }

    private bool IsSeen(SlackPost post) => post.EphemeralTo is null && post.Place.HasBot && (!post.IsBot || world.EchoesBot);
}
