using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>What all methods share that make a message.</summary>
internal sealed class Posting(SlackWorld world, AssistantMethods assistant)
{
    /// <exception cref="SlackApiException">The bot may not write there.</exception>
    public SlackPlace Place(SlackArguments arguments, string name = "channel")
    {
        var id = arguments.Required(name);
        var place =
            id is ['U', ..] && world.PersonJson(id) is not null ? world.DirectMessage(id) : world.Places.Find(place => place.Id == id);
        return place switch
        {
            null => throw new SlackApiException("channel_not_found"),
            { IsArchived: true } => throw new SlackApiException("is_archived"),
            { HasBot: false } => throw new SlackApiException("not_in_channel"),
            _ => place,
        };
    }

    /// <returns>Null: no thread was named.</returns>
    /// <exception cref="SlackApiException">There is none.</exception>
    public static string? Thread(SlackPlace place, SlackArguments arguments) =>
        arguments.TextOrNull("thread_ts") switch
        {
            null => null,
            var thread when place.FindRoot(thread) is not null => thread,
            _ => throw new SlackApiException("thread_not_found"),
        };

    /// <exception cref="SlackApiException">It is not there, or not the bot's.</exception>
    public SlackPost Own(SlackArguments arguments, string refusal)
    {
        var place =
            world.Places.Find(place => place.Id == arguments.Required("channel")) ?? throw new SlackApiException("channel_not_found");
        var post = place.Find(arguments.Required("ts")) ?? throw new SlackApiException("message_not_found");
        return post.IsBot ? post : throw new SlackApiException(refusal);
    }

    public static JsonObject BotMessage() =>
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

    /// <summary>Every block has an id, if need be one of Slack's.</summary>
    public static IEnumerable<JsonNode> Kept(JsonArray blocks, SlackWorld world)
    {
        foreach (var block in blocks.OfType<JsonObject>())
        {
            var kept = (JsonObject)block.DeepClone();
            kept["block_id"] ??= world.NextId("b");
            yield return kept;
        }
    }

    public static JsonObject RichText(string text) =>
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

    /// <summary>Whatever the bot says takes its status away.</summary>
    public void ClearStatus(SlackPlace place, string? thread) => assistant.ClearStatus(place.Id, thread, "message");
}
