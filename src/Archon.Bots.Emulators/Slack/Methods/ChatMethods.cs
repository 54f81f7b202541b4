using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>chat.*: what the bot says.</summary>
internal sealed class ChatMethods(SlackWorld world, SlackJournal journal, SlackOccurrences occurrences, Posting posting)
{
    /// <summary>Unit: UTF-16 code units. Source: chat.update, msg_too_long.</summary>
    private const int LongestUpdate = 4_000;

    /// <summary>Unit: UTF-16 code units. Source: chat.postMessage: 4,000 are advised, what is over 40,000 is cut.</summary>
    private const int AdvisedText = 4_000;
    private const int LongestText = 40_000;

    public JsonObject Post(SlackArguments arguments)
    {
        var place = posting.Place(arguments);
        var thread = Posting.Thread(place, arguments);
        var json = Posting.BotMessage();
        Fill(json, arguments, isUpdate: false);
        var post = world.Add(place, thread, json, isBot: true);
        posting.ClearStatus(place, thread);
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
        var place = posting.Place(arguments);
        var json = Posting.BotMessage();
        Fill(json, arguments, isUpdate: false);
        var post = world.Add(place, arguments.TextOrNull("thread_ts"), json, isBot: true, arguments.Required("user"));
        return new JsonObject { ["ok"] = true, ["message_ts"] = post.Ts };
    }

    public JsonObject Update(SlackArguments arguments)
    {
        var post = posting.Own(arguments, "cant_update_message");
        if (post.Stream is { IsOpen: true })
        {
            throw new SlackApiException("streaming_state_conflict");
        }

        if (arguments.Text("text").Length > LongestUpdate)
        {
            throw new SlackApiException("msg_too_long");
        }

        var before = (JsonObject)post.Json.DeepClone();
        Fill(post.Json, arguments, isUpdate: true);
        post.Edited(world.Now);
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
        var post = posting.Own(arguments, "cant_delete_message");
        var before = (JsonObject)post.Json.DeepClone();
        world.Remove(post);
        occurrences.Removed(post, before);
        return new JsonObject
        {
            ["ok"] = true,
            ["channel"] = post.Place.Id,
            ["ts"] = post.Ts,
        };
    }

    private void Fill(JsonObject json, SlackArguments arguments, bool isUpdate)
    {
        var blocks = arguments.Node("blocks") as JsonArray;
        var text = arguments.TextOrNull("text") ?? arguments.TextOrNull("markdown_text");
        if (text is null && blocks is not { Count: > 0 } && !isUpdate)
        {
            throw new SlackApiException("no_text");
        }

        if (arguments.TextOrNull("markdown_text") is { } markdown)
        {
            CheckMarkdown(arguments, markdown);
        }

        BlockRules.Check(blocks);
        json["text"] = Cut(text ?? "");
        if (blocks is { Count: > 0 })
        {
            json["blocks"] = new JsonArray([.. Posting.Kept(blocks, world)]);
        }
        else if (blocks is not null || text is not null)
        {
            json["blocks"] = new JsonArray(Posting.RichText(text ?? ""));
        }

        if (arguments.Node("metadata") is { } metadata)
        {
            json["metadata"] = metadata.DeepClone();
        }
    }

    private static void CheckMarkdown(SlackArguments arguments, string markdown)
    {
        if (arguments.TextOrNull("text") is not null || arguments.Node("blocks") is not null)
        {
            throw new SlackApiException("markdown_text_conflict");
        }

        if (markdown.Length > BlockRules.LongestMarkdown)
        {
            throw new SlackApiException("msg_too_long");
        }
    }

    private string Cut(string text)
    {
        if (text.Length > AdvisedText)
        {
            journal.Violate("warn", "text_over_4000", $"{text.Length} characters");
        }

        return text.Length > LongestText ? text[..LongestText] : text;
    }
}
