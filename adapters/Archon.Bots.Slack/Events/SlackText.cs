using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Archon.Bots.Slack.Events;

/// <summary>Slack's escaped text as its author typed it. Pure. Source: Slack, "Formatting message text", retrieving messages.</summary>
internal static partial class SlackText
{
    /// <summary>The group of a mention that holds whom it names.</summary>
    public const string Id = "id";

    public static string Decode(string text, SlackNames names)
    {
        var decoded = new StringBuilder(text.Length);
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('<', position);
            var close = open < 0 ? -1 : text.IndexOf('>', open);
            if (close < 0)
            {
                break;
            }

            decoded.Append(Unescape(text[position..open])).Append(DecodeControl(text[(open + 1)..close], names));
            position = close + 1;
        }

        return decoded.Append(Unescape(text[position..])).ToString();
    }

    /// <summary>Whose names are to be known before the text is decoded.</summary>
    public static ImmutableArray<string> PeopleIn(string? text) =>
        [.. Mentions(text ?? "").Select(match => match.Groups[Id].Value).Distinct()];

    public static IEnumerable<Match> Mentions(string text) => Person().Matches(text);

    /// <summary>The ampersand comes last: what was typed as an entity has its own ampersand escaped.</summary>
    private static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    /// <param name="control">What stands between the angle brackets.</param>
    private static string DecodeControl(string control, SlackNames names)
    {
        var bar = control.IndexOf('|', StringComparison.Ordinal);
        var target = bar < 0 ? control : control[..bar];
        var label = bar < 0 ? "" : Unescape(control[(bar + 1)..]);
        return target switch
        {
            ['@', .. var id] => "@" + (names.Of(id) is var name && name == id && label.Length > 0 ? label : name),
            ['#', .. var id] => "#" + (label.Length > 0 ? label : id),
            ['!', .. var command] => DecodeCommand(command, label),
            _ => DecodeLink(Unescape(target), label),
        };
    }

    private static string DecodeCommand(string command, string label)
    {
        var caret = command.IndexOf('^', StringComparison.Ordinal);
        return label.Length == 0 ? "@" + command[(caret + 1)..]
            : command is "here" or "channel" or "everyone" ? "@" + label.TrimStart('@')
            : label;
    }

    /// <summary>A label that Slack itself has made of what looked like an address is what was typed.</summary>
    private static string DecodeLink(string address, string label) =>
        label.Length == 0 ? address
        : address.EndsWith(label, StringComparison.Ordinal) ? label
        : $"{label} ({address})";

    [GeneratedRegex(@"<@(?<id>[A-Z0-9]+)(?:\|[^<>]*)?>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Person();
}
