using System.Text.RegularExpressions;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>What Telegram finds by itself in a text: commands, mentions, hashtags, addresses.</summary>
internal static partial class PlainTextEntities
{
    public static IEnumerable<TextEntity> Find(string text) =>
        Pattern()
            .Matches(text)
            .SelectMany(match =>
                match
                    .Groups.Values.Skip(1)
                    .Where(group => group.Success)
                    .Select(group => new TextEntity(group.Name, group.Index, group.Length))
            );

    [GeneratedRegex(
        """
            (?<![\w/.@:])(?<bot_command>/[A-Za-z0-9_]{1,64}(@[A-Za-z][A-Za-z0-9_]{2,31})?)(?![\w/])
            | (?<![\w.@/])(?<email>[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})
            | (?<![\w@/])(?<mention>@[A-Za-z][A-Za-z0-9_]{2,31})(?!\w)
            | (?<![\w#])(?<hashtag>\#\w*[^\W\d]\w*)
            | (?<![\w@/.])(?<url>https?://[^\s<>"«»]*[^\s<>"«».,:;!?)'\]]
                | (?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|dev|ai)(?:/[^\s<>"«»]*[^\s<>"«».,:;!?)'\]])?(?![\w-]))
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Pattern();
}
