using System.Text.RegularExpressions;

namespace Archon.Bots.Slack.Rendering;

/// <summary>An agent's Markdown as the text of a <c>markdown</c> block. Source: Slack, "Markdown block"; Slack renders it itself.</summary>
internal static partial class SlackMarkdown
{
    /// <summary>
    /// Longest text of one message. Unit: as <see cref="Measure"/>. Source: 12,000 characters over all markdown blocks of a message, less
    /// room for buttons: blocks of more than about 13,200 in sum are refused with msg_blocks_too_long.
    /// </summary>
    public const int Longest = 11_000;

    /// <summary>Parts a mention from its bracket. Nobody sees it, in code neither, where an entity might be shown as it stands.</summary>
    private const string Parting = "\u200B";

    /// <summary>How much longer <c>&amp;amp;</c> is than the ampersand.</summary>
    private const int AmpersandGrowth = 4;

    /// <summary>As above, of <c>&amp;lt;</c> and <c>&amp;gt;</c>.</summary>
    private const int BracketGrowth = 3;

    /// <summary>The same to a reader, and nobody is called by it: what an agent writes may be somebody else's words.</summary>
    public static string Render(string markdown) => Mention().Replace(markdown, "<" + Parting);

    /// <summary>
    /// Length of the rendered text. Unit: UTF-16 code units, with <c>&amp;</c>, <c>&lt;</c> and <c>&gt;</c> as the entities that Slack keeps
    /// them as; never less than Slack counts.
    /// </summary>
    public static int Measure(string markdown)
    {
        var text = Render(markdown).AsSpan();
        return text.Length + (AmpersandGrowth * text.Count('&')) + (BracketGrowth * (text.Count('<') + text.Count('>')));
    }

    /// <summary>Backslashes count as nothing here: Markdown may take them away before Slack looks for mentions.</summary>
    [GeneratedRegex(
        @"<(?=\\*(?:!(?i:here|channel|everyone|group|subteam|date)\b|@(?:[UWB][A-Z0-9]+\b|[\w.-]+[|>])|#[CDG][A-Z0-9]+[|>]))",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Mention();
}
