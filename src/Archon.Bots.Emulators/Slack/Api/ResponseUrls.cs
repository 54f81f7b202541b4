using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>The addresses that presses and commands bring along: answers without a token.</summary>
internal sealed class ResponseUrls(SlackWorld world, SlackOccurrences occurrences)
{
    /// <summary>Source: Slack, interactions: 5 times within 30 minutes.</summary>
    private const int MostUses = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, ResponseUrl> _made = new(StringComparer.Ordinal);

    /// <param name="kind">actions or commands.</param>
    /// <param name="source">The message that was pressed; null: there is none.</param>
    public string Make(string kind, SlackPlace place, string person, SlackPost? source)
    {
        var path = $"/{kind}/{SlackWorld.Team}/{_made.Count + 1}/{Guid.NewGuid():N}";
        _made.Add(path, new ResponseUrl(place, person, source, world.Time.GetUtcNow()));
        return new Uri(world.Root, path).ToString();
    }

    /// <exception cref="SlackApiException">The address is unknown, used up or too old; or there is nothing to say.</exception>
    public void Respond(string path, SlackArguments answer)
    {
        if (!_made.TryGetValue(path, out var url))
        {
            throw new SlackApiException("no_active_hooks");
        }

        if (world.Time.GetUtcNow() - url.At > Life)
        {
            throw new SlackApiException("expired_url");
        }

        if (url.Uses++ >= MostUses)
        {
            throw new SlackApiException("used_url");
        }

        Respond(url, answer);
    }

    /// <summary>What the acknowledgement of a command says, or an address was told.</summary>
    public void Say(SlackPlace place, string person, string? thread, SlackArguments answer, string via)
    {
        var json = Posting.BotMessage();
        Fill(json, answer);
        var isForAll = answer.Text("response_type") == "in_channel";
        var post = world.Add(place, thread, json, isBot: true, isForAll ? null : person);
        post.Via = via;
        occurrences.Posted(post);
    }

    private void Respond(ResponseUrl url, SlackArguments answer)
    {
        if (answer.Flag("delete_original") && url.Source is { } gone)
        {
            var shown = (JsonObject)gone.Json.DeepClone();
            world.Remove(gone);
            occurrences.Removed(gone, shown);
            return;
        }

        if (answer.Flag("replace_original") && url.Source is { } source)
        {
            var before = (JsonObject)source.Json.DeepClone();
            Fill(source.Json, answer);
            source.Edited(world.Now);
            occurrences.Changed(source, before);
            return;
        }

        Say(url.Place, url.Person, answer.TextOrNull("thread_ts"), answer, "response_url");
    }

    private void Fill(JsonObject json, SlackArguments answer)
    {
        var blocks = answer.Node("blocks") as JsonArray;
        var text = answer.TextOrNull("text");
        if (text is null && blocks is not { Count: > 0 })
        {
            throw new SlackApiException("no_text");
        }

        BlockRules.Check(blocks);
        json["text"] = text ?? "";
        json["blocks"] = blocks is { Count: > 0 }
            ? new JsonArray([.. Posting.Kept(blocks, world)])
            : new JsonArray(Posting.RichText(text ?? ""));
    }

    private sealed class ResponseUrl(SlackPlace place, string person, SlackPost? source, DateTimeOffset at)
    {
        public SlackPlace Place => place;

        public string Person => person;

        public SlackPost? Source => source;

        public DateTimeOffset At => at;

        public int Uses { get; set; }
    }
}
