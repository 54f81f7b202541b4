using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>chat.startStream and its siblings: what the bot says bit by bit. Slack itself ends what stays open too long.</summary>
internal sealed class StreamMethods(SlackWorld world, SlackOccurrences occurrences, Posting posting, CancellationToken stopToken)
{
    public JsonObject Start(SlackArguments arguments)
    {
        var place = posting.Place(arguments);
        var thread = Posting.Thread(place, arguments);
        if (place.Type != "im")
        {
            CheckRecipient(arguments);
        }

        var stream = new SlackStream();
        Append(stream, arguments, mayBeEmpty: true);
        var json = Posting.BotMessage();
        json["streaming_state"] = "in_progress";
        var post = world.Add(place, thread, Show(json, stream, []), isBot: true);
        post.Stream = stream;
        posting.ClearStatus(place, thread);
        occurrences.Posted(post);
        _ = EndInTimeAsync(post);
        return Done(post);
    }

    public JsonObject Append(SlackArguments arguments)
    {
        var post = Open(arguments);
        Append(post.Stream!, arguments, mayBeEmpty: false);
        Change(post, json => Show(json, post.Stream!, []));
        return Done(post);
    }

    public JsonObject Stop(SlackArguments arguments)
    {
        var post = Open(arguments);
        var blocks = arguments.Node("blocks") as JsonArray ?? [];
        BlockRules.Check(blocks);
        Append(post.Stream!, arguments, mayBeEmpty: true);
        End(post, "app", [.. Posting.Kept(blocks, world)], arguments.Node("metadata"));
        var done = Done(post);
        done["message"] = post.Json.DeepClone();
        return done;
    }

    /// <summary>A person who presses Stop: the stream ends, and the app is told.</summary>
    /// <exception cref="ControlException">It is not open.</exception>
    public void StopFor(SlackPost post, string person)
    {
        if (post.Stream is not { IsOpen: true })
        {
            throw new ControlException($"{post.Ts} is no open stream");
        }

        End(post, "user", [], metadata: null);
        occurrences.Tell(
            new JsonObject
            {
                ["type"] = "agent_session_stopped",
                ["channel"] = post.Place.Id,
                ["user"] = person,
                ["thread_ts"] = post.Thread,
                ["streaming_message_ts"] = new JsonArray(post.Ts),
                ["event_ts"] = world.NextTs(),
            },
            post.Ts
        );
    }

    private static void CheckRecipient(SlackArguments arguments)
    {
        foreach (var name in (string[])["recipient_user_id", "recipient_team_id"])
        {
            if (arguments.TextOrNull(name) is null)
            {
                throw new SlackApiException($"missing_{name}");
            }
        }
    }

    private SlackPost Open(SlackArguments arguments)
    {
        var post = posting.Own(arguments, "message_not_owned_by_app");
        return post.Stream?.EndedBy switch
        {
            "user" => throw new SlackApiException("stopped_by_user"),
            null when post.Stream is not null => post,
            _ => throw new SlackApiException("message_not_in_streaming_state"),
        };
    }

    private void Append(SlackStream stream, SlackArguments arguments, bool mayBeEmpty)
    {
        var text = arguments.Text("markdown_text");
        var chunks = (arguments.Node("chunks") as JsonArray ?? []).OfType<JsonObject>().ToList();
        if (text.Length == 0 && chunks.Count == 0 && !mayBeEmpty)
        {
            throw new SlackApiException("no_text");
        }

        var told = chunks.Where(chunk => chunk["type"]?.ToString() == "markdown_text").Sum(chunk => chunk["text"]?.ToString().Length ?? 0);
        if (text.Length + told > BlockRules.LongestMarkdown)
        {
            throw new SlackApiException("msg_too_long");
        }

        if (chunks.Exists(chunk => !IsKnown(chunk)))
        {
            throw new SlackApiException("invalid_chunks");
        }

        stream.Append(text);
        chunks.ForEach(chunk => Append(stream, chunk));
    }

    private static bool IsKnown(JsonObject chunk) =>
        chunk["type"]?.ToString() switch
        {
            "markdown_text" => chunk["text"] is JsonValue,
            "task_update" => chunk["id"] is JsonValue && chunk["title"] is JsonValue,
            "plan_update" => chunk["title"] is JsonValue,
            "blocks" => chunk["blocks"] is JsonArray,
            _ => false,
        };

    private void Append(SlackStream stream, JsonObject chunk)
    {
        switch (chunk["type"]!.ToString())
        {
            case "markdown_text":
                stream.Append(chunk["text"]!.ToString());
                break;
            case "task_update":
                var task = (JsonObject)chunk.DeepClone();
                task.Remove("type");
                stream.Update(task);
                break;
            case "plan_update":
                stream.Plan(chunk["title"]!.ToString());
                break;
            default:
                BlockRules.Check((JsonArray)chunk["blocks"]!);
                foreach (var block in Posting.Kept((JsonArray)chunk["blocks"]!, world))
                {
                    stream.Append((JsonObject)block);
                }

                break;
        }
    }

    private static JsonObject Show(JsonObject json, SlackStream stream, IEnumerable<JsonNode> last)
    {
        json["text"] = stream.Text;
        json["blocks"] = new JsonArray([Posting.RichText(stream.Text), .. stream.Blocks.Select(block => block.DeepClone()), .. last]);
        return json;
    }

    private void End(SlackPost post, string by, JsonNode[] last, JsonNode? metadata)
    {
        post.Stream!.EndedBy = by;
        Change(
            post,
            json =>
            {
                Show(json, post.Stream, last)["streaming_state"] = "completed";
                if (metadata is not null)
                {
                    json["metadata"] = metadata.DeepClone();
                }
            }
        );
    }

    private void Change(SlackPost post, Action<JsonObject> change)
    {
        var before = (JsonObject)post.Json.DeepClone();
        change(post.Json);
        post.Edited(world.Now);
        occurrences.Changed(post, before);
    }

    private async Task EndInTimeAsync(SlackPost post)
    {
        await Task.Delay(world.Options.StreamLife, world.Time, stopToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (world.Gate)
        {
            if (stopToken.IsCancellationRequested || post.Stream is not { IsOpen: true } || post.DeletedAt is not null)
            {
                return;
            }

            End(post, "slack", [], metadata: null);
        }

        world.Changed.Pulse();
    }

    private static JsonObject Done(SlackPost post) =>
        new()
        {
            ["ok"] = true,
            ["channel"] = post.Place.Id,
            ["ts"] = post.Ts,
        };
}
