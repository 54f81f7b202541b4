using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Serving;

namespace Archon.Bots.Emulators.Playground.Slack;

/// <summary>The channel in Slack's own look, its threads opened. Each thread is one part, so that a late answer stands where it belongs.</summary>
internal static class SlackView
{
    public static IEnumerable<PagePart> Parts(ImmutableArray<SlackLook> posts, BotState bot, TimeZoneInfo zone)
    {
        var line = bot.Phase == BotPhase.Up ? "app, by Socket Mode" : "app, not answering";
        yield return new PagePart("slack-line", "slack-head", Html.Of($"<p id=\"slack-line\">{line}</p>"));
        var replies = posts.Where(post => post.Thread is not null).ToLookup(post => post.Thread);
        foreach (var root in posts.Where(post => post.Thread is null))
        {
            var id = $"slack-{root.Ts.Replace('.', '-')}";
            var below = Html.Join(replies[root.Ts].Select(reply => Post(reply, zone)));
            yield return new PagePart(
                id,
                "slack-messages",
                Html.Of($"<li id=\"{id}\" class=\"thread\">{Post(root, zone)}<div class=\"replies\">{below}</div></li>")
            );
        }
    }

    private static Html Post(SlackLook post, TimeZoneInfo zone)
    {
        var sent = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(post.SentAt), zone);
        var time = sent.ToString("HH:mm", CultureInfo.InvariantCulture);
        var (side, name, app) = post.IsMine ? ("mine", "Alice", Html.Empty) : ("theirs", "Archon", Html.Of($"<i>APP</i>"));
        var text = post.IsMine ? Html.Of($"{SlackMarkup.Plain(post.Text)}") : SlackMarkup.Of(post.Text);
        var files = Html.Join(
            post.Files.Select(file =>
                Html.Of(
                    $"<a class=\"file\" href=\"/slack/file?id={Uri.EscapeDataString(file.Id)}\" download=\"{file.Name}\"><b>{file.Name}</b></a>"
                )
            )
        );
        var reactions = Html.Join(post.Reactions.Select(sign => Html.Of($"<span class=\"reaction\">{Emoji(sign)}</span>")));
        var growing = post.IsFinal ? "" : " growing";
        return Html.Of(
            $"<article class=\"post {side}{growing}\"><span class=\"face\" aria-hidden=\"true\">{name[..1]}</span><div><header><b>{name}</b>{app}<time>{time}</time></header><div class=\"text\">{text}</div>{files}{Keyboard(post)}<div class=\"reactions\">{reactions}</div></div></article>"
        );
    }

    private static Html Keyboard(SlackLook post) =>
        post.Buttons.IsEmpty
            ? Html.Empty
            : Html.Of(
                $"<form class=\"keys\" method=\"post\" action=\"/slack/press\"><input type=\"hidden\" name=\"message\" value=\"{post.Ts}\">{Html.Join(post.Buttons.Select(button => Html.Of($"<button name=\"action\" value=\"{button.Action}\">{button.Label}</button>")))}</form>"
            );

    private static string Emoji(string name) =>
        name switch
        {
            "eyes" => "👀",
            "white_check_mark" => "✅",
            "x" => "❌",
            _ => $":{name}:",
        };
}
