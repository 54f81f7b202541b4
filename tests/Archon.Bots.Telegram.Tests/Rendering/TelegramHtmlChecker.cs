using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Archon.Bots.Telegram.Tests.Rendering;

/// <summary>Telegram's rules for HTML, from the Bot API's text: which tags, what may stand in what, which entities.</summary>
internal static partial class TelegramHtmlChecker
{
    /// <summary>The text that a reader sees; fails on what Telegram would refuse or drop.</summary>
    public static string Read(string html)
    {
        var text = new StringBuilder();
        var open = new Stack<string>();
        var count = 0;
        var position = 0;
        foreach (Match tag in Tag().Matches(html))
        {
            text.Append(Decode(html[position..tag.Index]));
            position = tag.Index + tag.Length;
            var name = tag.Groups["name"].Value;
            if (tag.Value.StartsWith("</", StringComparison.Ordinal))
            {
                Assert.Equal(open.Pop(), name);
                continue;
            }

            Assert.Matches(Allowed(), tag.Value);
            AssertMayStandIn(name, open);
            open.Push(name);
            count += name == "code" && open.Contains("pre") ? 0 : 1;
        }

        text.Append(Decode(html[position..]));
        Assert.Empty(open);
        Assert.InRange(count, 0, 100);
        return text.ToString();
    }

    private static void AssertMayStandIn(string name, Stack<string> open)
    {
        Assert.DoesNotContain("code", open);
        Assert.True(!open.Contains("pre") || name == "code");
        Assert.False(name == "blockquote" && open.Contains("blockquote"));
        Assert.False(name == "a" && open.Contains("a"));
        if (name is "pre" || (name == "code" && !open.Contains("pre")))
        {
            Assert.All(open, outer => Assert.Equal("blockquote", outer));
        }
    }

    private static string Decode(string text)
    {
        Assert.DoesNotMatch("[<>]|&(?!(?:lt|gt|amp|quot);)", text);
        return WebUtility.HtmlDecode(text);
    }

    [GeneratedRegex("</?(?<name>[a-z]+)[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("^<(?:b|i|s|code|pre|blockquote|a href=\"[^\"<>]+\"|code class=\"language-[^\"<>]+\")>$", RegexOptions.None, 1000)]
    private static partial Regex Allowed();
}
