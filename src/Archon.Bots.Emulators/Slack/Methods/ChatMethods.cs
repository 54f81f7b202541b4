using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>chat.*: what the bot says.</summary>
internal sealed class ChatMethods(SlackWorld world, SlackOccurrences occurrences)
{
    /// <summary>Unit: UTF-16 code units. Source: chat.update, msg_too_long.</summary>
    private const int LongestUpdate = 4_000;

    /// <summary>Source: Block Kit: 50 blocks; 12,000 characters in all markdown blocks; about 13,200 over all; 3,000 in a section.</summary>
    private const int MostBlocks = 50;
    private const int LongestMarkdown = 12_000;
    private const int LongestBlocks = 13_200;
    private const int LongestSection = 3_000;

    public JsonObject Post(SlackArguments arguments)
    {
        var place = WritablePlace(world, arguments.Required("channel"));
        var thread = arguments.TextOrNull("thread_ts");
        if (thread is not null && place.Find(thread) is null)
        {
            throw new SlackApiException("thread_not_found");
        }

        var json = BotMessage();
        Fill(json, arguments, isUpdate: false);
        var post = world.Add(place, thread, json, isBot: true);
        ClearStatus(place, thread);
        occurrences.Posted(post);
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = place.Id,
            ["ts"] = post.Ts,
            ["message"] = post.Json.DeepClone(),
        };
    }

    public JsonObject PostEphemeral(SlackArguments arguments)
    {
        var place = WritablePlace(world, arguments.Required("channel"));
        var json = BotMessage();
        Fill(json, arguments, isUpdate: false);
        var post = world.Add(place, arguments.TextOrNull("thread_ts"), json, isBot: true, arguments.Required("user"));
        return new JsonObject { ["ok"] = true, ["message_ts"] = post.Ts };
    }

    public JsonObject Update(SlackArguments arguments)
    {
        var post = OwnPost(arguments);
        if (arguments.Text("text").Length > LongestUpdate)
        {
            throw new SlackApiException("msg_too_long");
        }

        var before = (JsonObject)post.Json.DeepClone();
        Fill(post.Json, arguments, isUpdate: true);
        post.LastChangeAt = world.Now;
        post.Edits.Add((post.LastChangeAt, post.Visible));
        occurrences.Changed(post, before);
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = post.Place.Id,
            ["ts"] = post.Ts,
            ["text"] = post.Text,
        };
    }

    public JsonObject Delete(SlackArguments arguments)
    {
        var post = OwnPost(arguments);
        post.DeletedAt = world.Now;
        post.LastChangeAt = world.Now;
        occurrences.Deleted(post);
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = post.Place.Id,
            ["ts"] = post.Ts,
        };
    }

    public JsonObject SetStatus(SlackArguments arguments)
    {
        var status = (JsonObject)arguments.Values.DeepClone();
        status["t"] = world.Now;
        world.Statuses.Add(status);
        return new JsonObject { ["ok"] = true };
    }

    /// <exception cref="SlackApiException">The bot may not write there.</exception>
    public static SlackPlace WritablePlace(SlackWorld world, string channel)
    {
        var place = channel is ['U', ..] ? world.DirectMessage(channel) : world.Places.Find(place => place.Id == channel);
        return place switch
        {
            null => throw new SlackApiException("channel_not_found"),
            { IsArchived: true } => throw new SlackApiException("is_archived"),
            { HasBot: false } => throw new SlackApiException("not_in_channel"),
            _ => place,
        };
    }

    private SlackPost OwnPost(SlackArguments arguments)
    {
        var place =
            world.Places.Find(place => place.Id == arguments.Required("channel")) ?? throw new SlackApiException("channel_not_found");
        var post = place.Find(arguments.Required("ts")) ?? throw new SlackApiException("message_not_found");
        return post.IsBot ? post : throw new SlackApiException("cant_update_message");
    }

    private static JsonObject BotMessage() =>
        new()
        {
            ["type"] = "message",
            ["user"] = SlackWorld.BotUser,
            ["bot_id"] = SlackWorld.BotId,
            ["app_id"] = SlackWorld.App,
            ["team"] = SlackWorld.Team,
            ["bot_profile"] = new JsonObject
            {
                ["id"] = SlackWorld.BotId,
                ["app_id"] = SlackWorld.App,
                ["name"] = "rigbot",
                ["team_id"] = SlackWorld.Team,
            },
        };

    private void Fill(JsonObject json, SlackArguments arguments, bool isUpdate)
    {
        var blocks = arguments.Node("blocks") as JsonArray;
        var text = arguments.TextOrNull("text") ?? arguments.TextOrNull("markdown_text");
        if (text is null && blocks is not { Count: > 0 } && !isUpdate)
        {
            throw new SlackApiException("no_text");
        }

        Check(blocks);
        json["text"] = text ?? "";
        if (blocks is { Count: > 0 })
        {
            var kept = (JsonArray)blocks.DeepClone();
            for (var at = 0; at < kept.Count; at++)
            {
                if (kept[at] is JsonObject block && block["block_id"] is null)
                {
                    block["block_id"] = world.NextId("b");
                }
            }

            json["blocks"] = kept;
        }
        else if (blocks is not null || text is not null)
        {
            json["blocks"] = new JsonArray(RichText(text ?? ""));
        }

        if (arguments.Node("metadata") is { } metadata)
        {
            json["metadata"] = metadata.DeepClone();
        }
    }

    private static JsonObject RichText(string text) =>
        new()
        {
            ["type"] = "rich_text",
            ["elements"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "rich_text_section",
                    ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
                }
            ),
        };

    private static void Check(JsonArray? blocks)
    {
        var all = (blocks ?? []).OfType<JsonObject>().ToList();
        var markdown = all.Where(block => block["type"]?.ToString() == "markdown").Sum(block => block["text"]?.ToString().Length ?? 0);
        if (
            all.Count > MostBlocks
            || markdown > LongestMarkdown
            || all.Any(block =>
                block["type"]?.ToString() == "section" && (block["text"] as JsonObject)?["text"]?.ToString().Length > LongestSection
            )
        )
        {
            throw new SlackApiException("invalid_blocks");
        }

        if (markdown > 0 && all.Sum(block => block.ToJsonString().Length) > LongestBlocks * 2)
        {
            throw new SlackApiException("msg_blocks_too_long");
        }
    }

    private void ClearStatus(SlackPlace place, string? thread)
    {
        foreach (
            var status in world.Statuses.Where(one => one["channel_id"]?.ToString() == place.Id && one["thread_ts"]?.ToString() == thread)
        )
        {
            status["clearedBy"] ??= "message";
        }
    }
}
