using CsCheck;

namespace Archon.Bots.Core.Tests.Replies;

/// <summary>Documents as models write them, and worse.</summary>
internal static class RandomMarkdown
{
    private static readonly Gen<string> Word = Gen.OneOf(
        "the",
        "agent",
        "writes",
        "$&",
        "$$",
        "<b>",
        "a&b",
        "snake_case_name",
        "2*3*4",
        "[not",
        "a|b",
        "1.",
        "-",
        "#",
        "x=1",
        "\\*",
        "`",
        "**",
        "_",
        "~~",
        "héllo",
        "שלום",
        "مرحبا",
        "日本語",
        "👩‍👩‍👧‍👦",
        "🇩🇪",
        "e\u0301",
        "https://example.com/a_b/__init__.py?x=1&y=2",
        "end."
    );

    private static readonly Gen<string> Span = Gen.Frequency(
        (12, Word),
        (1, Word.Array[1, 4].Select(words => $"**{string.Join(' ', words)}**")),
        (1, Word.Array[1, 4].Select(words => $"*{string.Join(' ', words)}*")),
        (1, Word.Array[1, 3].Select(words => $"~~{string.Join(' ', words)}~~")),
        (1, Word.Array[1, 3].Select(words => $"`{string.Join(' ', words)}`")),
        (1, Word.Array[1, 3].Select(words => $"[{string.Join(' ', words)}](https://example.com/x)")),
        (1, Gen.OneOf("[ref]", "[text][ref]", "![image](https://example.com/i.png)", "&amp;", "<https://example.com>")),
        (1, Gen.Int[40, 200].Select(length => new string('x', length))),
        (1, Gen.Int[5, 30].Select(count => string.Concat(Enumerable.Repeat("👍🏽", count))))
    );

    private static readonly Gen<string> Line = Span.Array[1, 8].Select(spans => string.Join(' ', spans));

    private static readonly Gen<string> Paragraph = Gen.Select(
        Line.Array[1, 4],
        Gen.OneOf("\n", "\n", "  \n", "\\\n"),
        (lines, end) => string.Join(end, lines)
    );

    private static readonly Gen<string> Heading = Gen.Select(Gen.Int[1, 4], Line, (level, line) => $"{new string('#', level)} {line}");

    private static readonly Gen<string> Code = Gen.Select(
        Gen.OneOf("```", "~~~", "````", "~~~~~"),
        Gen.OneOf("", "cs", "diff a b"),
        Gen.OneOf(Line, Gen.OneOf("", "    indented", "```", "~~~", "> no quote", "# no heading", "| a | b |")).Array[0, 8],
        Gen.Bool,
        (fence, info, lines, closed) =>
            $"{fence}{info}\n{string.Concat(lines.Where(line => !line.StartsWith(fence, StringComparison.Ordinal)).Select(line => line + "\n"))}"
            + (closed || fence.Length > 3 ? fence : fence + "\n")
    );

    private static readonly Gen<string> Table = Gen.Select(
        Gen.Int[1, 4],
        Word.Array[1, 5].Array[1, 10],
        (columns, rows) =>
        {
            string Row(IEnumerable<string> cells) =>
                "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "/", StringComparison.Ordinal))) + " |";
            var header = Row(Enumerable.Range(1, columns).Select(column => $"H{column}"));
            var rule = Row(Enumerable.Repeat("---", columns));
            return string.Join('\n', [header, rule, .. rows.Select(row => Row(row.Take(columns)))]);
        }
    );

    private static readonly Gen<string> Leaf = Gen.Frequency((4, Paragraph), (1, Heading), (2, Code), (1, Table), (1, Gen.Const("---")));

    public static readonly Gen<string> Document = Gen.Select(
        Gen.Frequency((4, Leaf), (2, List(Leaf)), (1, Quote(Leaf)), (1, List(Gen.OneOf(Leaf, List(Leaf)))), (1, Quote(List(Leaf)))).Array[
            1,
            5
        ],
        Gen.Bool,
        (blocks, defines) => string.Join("\n\n", blocks) + (defines ? "\n\n[ref]: https://example.com/ref" : "")
    );

    private static Gen<string> List(Gen<string> content) =>
        Gen.Select(
            Gen.OneOf("- ", "* ", "1. ", "9) ", "- [x] "),
            Gen.OneOf("\n", "\n\n"),
            content.Array[1, 3],
            (mark, between, items) =>
                string.Join(between, items.Select(item => mark + Indent(item, new string(' ', mark == "- [x] " ? 2 : mark.Length))))
        );

    private static Gen<string> Quote(Gen<string> content) =>
        content.Array[1, 3].Select(blocks => "> " + Indent(string.Join("\n\n", blocks), "> "));

    private static string Indent(string text, string prefix) => text.Replace("\n", "\n" + prefix, StringComparison.Ordinal);
}
