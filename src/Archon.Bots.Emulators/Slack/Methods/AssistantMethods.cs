using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>assistant.threads.*: what stands around a thread.</summary>
internal sealed class AssistantMethods(SlackWorld world)
{
    /// <summary>Source: assistant.threads.setStatus: 10 loading messages; setSuggestedPrompts: 4 prompts.</summary>
    private const int MostLoadingMessages = 10;
    private const int MostPrompts = 4;

    public JsonObject SetStatus(SlackArguments arguments)
    {
        var status = About(arguments);
        status["status"] = arguments.Text("status");
        if (arguments.Node("loading_messages") is JsonArray loading)
        {
            if (loading.Count > MostLoadingMessages)
            {
                throw SlackApiException.InvalidArguments("no more than 10 items allowed: loading_messages");
            }

            status["loading_messages"] = loading.DeepClone();
        }

        if (status["status"]!.ToString().Length == 0)
        {
            ClearStatus(status["channel_id"]!.ToString(), status["thread_ts"]!.ToString(), "status");
        }

        world.Statuses.Add(status);
        return Done();
    }

    public JsonObject SetTitle(SlackArguments arguments)
    {
        var title = About(arguments);
        title["title"] = arguments.Required("title");
        world.Titles.Add(title);
        return Done();
    }

    public JsonObject SetSuggestedPrompts(SlackArguments arguments)
    {
        var suggested = About(arguments);
        suggested["title"] = arguments.TextOrNull("title");
        suggested["prompts"] = arguments.Node("prompts") is JsonArray { Count: > 0 and <= MostPrompts } prompts
            ? prompts.DeepClone()
            : throw SlackApiException.InvalidArguments("between 1 and 4 items allowed: prompts");
        world.Prompts.Add(suggested);
        return Done();
    }

    /// <param name="by">What took it away: a message, or a status without words.</param>
    public void ClearStatus(string channel, string? thread, string by)
    {
        foreach (
            var status in world.Statuses.Where(one => one["channel_id"]?.ToString() == channel && one["thread_ts"]?.ToString() == thread)
        )
        {
            status["clearedBy"] ??= by;
        }
    }

    private JsonObject About(SlackArguments arguments)
    {
        var channel = arguments.Required("channel_id");
        var thread = arguments.Required("thread_ts");
        var place = world.Places.Find(place => place.Id == channel && place.HasBot) ?? throw new SlackApiException("channel_not_found");
        return place.FindRoot(thread) is null
            ? throw new SlackApiException("thread_not_found")
            : new JsonObject
            {
                ["channel_id"] = channel,
                ["thread_ts"] = thread,
                ["t"] = world.Now,
            };
    }

    private static JsonObject Done() => new() { ["ok"] = true };
}
