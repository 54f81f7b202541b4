using System.Diagnostics;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>The tags that Telegram takes. Source: Bot API, "HTML style".</summary>
internal static class HtmlTags
{
    private static readonly HashSet<string> Names =
    [
        "a",
        "b",
        "strong",
        "i",
        "em",
        "s",
        "strike",
        "del",
        "u",
        "ins",
        "tg-spoiler",
        "tg-emoji",
        "tg-time",
        "span",
        "pre",
        "code",
        "blockquote",
    ];

    public static bool Known(string name) => Names.Contains(name);

    public static string EntityOf(string name) =>
        name switch
        {
            "b" or "strong" => "bold",
            "i" or "em" => "italic",
            "u" or "ins" => "underline",
            "s" or "strike" or "del" => "strikethrough",
            "span" or "tg-spoiler" => "spoiler",
            "tg-time" => "date_time",
            "pre" => "pre",
            _ => throw new UnreachableException(),
        };
}
