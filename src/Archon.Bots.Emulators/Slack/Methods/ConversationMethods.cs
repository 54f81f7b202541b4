using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>conversations.*: where the bot is, and what was said there.</summary>
internal sealed class ConversationMethods(SlackWorld world)
{
    private const int DefaultLimit = 100;

    public JsonObject Info(SlackArguments arguments) => new() { ["ok"] = true, ["channel"] = Place(arguments).ToJson() };

    public JsonObject Open(SlackArguments arguments) =>
        new() { ["ok"] = true, ["channel"] = world.DirectMessage(arguments.Required("users")).ToJson() };

    public JsonObject Join(SlackArguments arguments)
    {
        var place = Place(arguments);
        place.HasBot = true;
        return new JsonObject { ["ok"] = true, ["channel"] = place.ToJson() };
    }

    /// <param name="joined">Only where the bot is.</param>
    public JsonObject List(SlackArguments arguments, bool joined)
    {
        var types = arguments.TextOrNull("types")?.Split(',', StringSplitOptions.TrimEntries) ?? ["public_channel"];
        var wanted = world.Places.Where(place => (!joined || place.HasBot) && types.Contains(TypeName(place))).ToList();
        wanted.RemoveAll(place => place.IsArchived && arguments.Flag("exclude_archived"));
        var (page, next) = Page(wanted, arguments);
        return Paged(new JsonObject { ["channels"] = new JsonArray([.. page.Select(place => (JsonNode)place.ToJson())]) }, next);
    }

    public JsonObject History(SlackArguments arguments)
    {
        var posts = Place(arguments).Posts.Where(post => post.Thread is null && Wanted(post, arguments)).OrderByDescending(post => post.Ts);
        return Messages([.. posts], arguments);
    }

    public JsonObject Replies(SlackArguments arguments)
    {
        var place = Place(arguments);
        var root = arguments.Required("ts");
        if (place.FindRoot(root) is not { } first)
        {
            throw new SlackApiException("thread_not_found");
        }

        // The root comes along whatever the limits in time are.
        SlackPost[] posts =
        [
            first,
            .. place.Posts.Where(post => post.Thread == root && post.Ts != root && Wanted(post, arguments)).OrderBy(post => post.Ts),
        ];
        return Messages(posts, arguments);
    }

    /// <exception cref="SlackApiException">The bot cannot see it.</exception>
    public SlackPlace Place(SlackArguments arguments) =>
        world.Places.Find(place => place.Id == arguments.Required("channel")) switch
        {
            null => throw new SlackApiException("channel_not_found"),
            { HasBot: false, Type: not "channel" } => throw new SlackApiException("channel_not_found"),
            var place => place,
        };

    private static bool Wanted(SlackPost post, SlackArguments arguments) =>
        (post.DeletedAt is null || post.IsTombstone)
        && post.EphemeralTo is null
        && (arguments.TextOrNull("oldest") is not { } oldest || Compare(post.Ts, oldest) >= (arguments.Flag("inclusive") ? 0 : 1))
        && (arguments.TextOrNull("latest") is not { } latest || Compare(post.Ts, latest) <= (arguments.Flag("inclusive") ? 0 : -1));

    private static int Compare(string one, string other) =>
        decimal.Parse(one, NumberStyles.Number, CultureInfo.InvariantCulture)
            .CompareTo(decimal.Parse(other, NumberStyles.Number, CultureInfo.InvariantCulture));

    private static JsonObject Messages(IReadOnlyList<SlackPost> posts, SlackArguments arguments)
    {
        var (page, next) = Page(posts, arguments);
        var json = new JsonArray();
        foreach (var post in page)
        {
            var message = (JsonObject)post.Json.DeepClone();
            if (!arguments.Flag("include_all_metadata"))
            {
                message.Remove("metadata");
            }

            if (post.Reactions.Count > 0)
            {
                message["reactions"] = Reactions(post);
            }

            json.Add((JsonNode)message);
        }

        return Paged(new JsonObject { ["messages"] = json, ["has_more"] = next is not null }, next);
    }

    private static JsonArray Reactions(SlackPost post) =>
        [
            .. post
                .Reactions.GroupBy(reaction => reaction.Name)
                .Select(same =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["name"] = same.Key,
                            ["count"] = same.Count(),
                            ["users"] = new JsonArray([.. same.Select(reaction => (JsonNode)reaction.User)]),
                        }
                ),
        ];

    private static (IReadOnlyList<T> Page, string? Next) Page<T>(IReadOnlyList<T> all, SlackArguments arguments)
    {
        var from = arguments.Whole("cursor", 0);
        var page = all.Skip(from).Take(arguments.Whole("limit", DefaultLimit)).ToList();
        var end = from + page.Count;
        return (page, end < all.Count ? end.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static JsonObject Paged(JsonObject json, string? next)
    {
        json["ok"] = true;
        json["response_metadata"] = new JsonObject { ["next_cursor"] = next ?? "" };
        return json;
    }

    private static string TypeName(SlackPlace place) =>
        place.Type switch
        {
            "channel" => "public_channel",
            "group" => "private_channel",
            var type => type,
        };
}
