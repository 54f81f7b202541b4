using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Serving;

namespace Archon.Bots.Emulators.Playground.Channels;

/// <summary>A channel with its threads opened. Each thread is one part, so that a late answer stands where it belongs.</summary>
/// <param name="door">The platform's name, as in the page's addresses.</param>
internal sealed class ChannelView(string door, TimeZoneInfo zone)
{
    /// <param name="line">What stands below the channel's name.</param>
    public IEnumerable<PagePart> Parts(ImmutableArray<ChannelPost> posts, string line)
    {
        yield return new PagePart($"{door}-line", $"{door}-head", Html.Of($"<p id=\"{door}-line\">{line}</p>"));
        var replies = posts.Where(post => post.Thread is not null).ToLookup(post => post.Thread);
        foreach (var root in posts.Where(post => post.Thread is null))
        {
            var id = $"{door}-{root.Id.Replace('.', '-')}";
            var below = Html.Join(replies[root.Id].Select(Post));
            yield return new PagePart(
                id,
                $"{door}-messages",
                Html.Of($"<li id=\"{id}\" class=\"thread\">{Post(root)}<div class=\"replies\">{below}</div></li>")
            );
        }
    }

    private Html Post(ChannelPost post)
    {
        var sent = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(post.SentAt), zone);
        var time = sent.ToString("HH:mm", CultureInfo.InvariantCulture);
        var (side, name, app) = post.IsMine ? ("mine", "Alice", Html.Empty) : ("theirs", "Archon", Html.Of($"<i>APP</i>"));
        var files = Html.Join(
            post.Files.Select(file =>
                Html.Of(
                    $"<a class=\"file\" href=\"/{door}/file?id={Uri.EscapeDataString(file.Id)}\" download=\"{file.Name}\"><b>{file.Name}</b></a>"
                )
            )
        );
        var reactions = Html.Join(post.Reactions.Select(sign => Html.Of($"<span class=\"reaction\">{sign}</span>")));
        var growing = post.Grows ? " growing" : "";
        return Html.Of(
            $"<article class=\"post {side}{growing}\"><span class=\"face\" aria-hidden=\"true\">{name[..1]}</span><div><header><b>{name}</b>{app}<time>{time}</time></header><div class=\"text\">{post.Text}</div>{files}{Keyboard(post)}<div class=\"reactions\">{reactions}</div></div></article>"
        );
    }

    private Html Keyboard(ChannelPost post) =>
        post.Buttons.IsEmpty
            ? Html.Empty
            : Html.Of(
                $"<form class=\"keys\" method=\"post\" action=\"/{door}/press\"><input type=\"hidden\" name=\"message\" value=\"{post.Id}\">{Html.Join(post.Buttons.Select(button => Html.Of($"<button name=\"action\" value=\"{button.Action}\">{button.Label}</button>")))}</form>"
            );
}
