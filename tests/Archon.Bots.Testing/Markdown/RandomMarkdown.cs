using CsCheck;

namespace Archon.Bots.Testing.Markdown;

/// <summary>Documents as models write them, and worse.</summary>
public static class RandomMarkdown
{
    private static readonly Gen<string> Word = Gen.OneOf(
        "the",
        "agent",
        "writes",
        "$&",
        "$$",
        "<b>",
        "<br/>",
        "<!--",
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
        "\u200Fעולם\u200E",
        "日本語",
        "👩‍👩‍👧‍👦",
        "🏳️‍🌈",
        "🇩🇪",
        "1️⃣",
        "e\u0301",
        "Z\u0351\u036b\u0343\u033a",
        "a\u00A0b",
        "soft\u00ADhyphen",
        "https://example.com/a_b/__init__.py?x=1&y=2",
        "end."
    );

    private static readonly Gen<string> Span = Gen.Frequency(
        (24, Word),
        (2, Word.Array[1, 4].Select(words => $"**{string.Join(' ', words)}**")),
        (2, Word.Array[1, 4].Select(words => $"*{string.Join(' ', words)}*")),
        (2, Word.Array[1, 3].Select(words => $"~~{string.Join(' ', words)}~~")),
        (2, Word.Array[1, 3].Select(words => $"`{string.Join(' ', words)}`")),
        (2, Word.Array[1, 3].Select(words => $"[{string.Join(' ', words)}](https://example.com/x)")),
        (1, Word.Array[1, 3].Select(words => $"[{string.Join(' ', words)}](<https://example.com/a b> \"title\")")),
        (2, Gen.OneOf("[ref]", "[text][ref]", "![image](https://example.com/i.png)", "&amp;", "&#128512;", "<https://example.com>")),
        (1, Gen.Int[40, 200].Select(length => new string('x', length))),
        (1, Gen.Int[5, 30].Select(count => string.Concat(Enumerable.Repeat("👍🏽", count)))),
        (1, Gen.Int[5, 40].Select(count => string.Concat(Enumerable.Repeat("a\u0308\u0304", count)))),
        (1, Gen.Int[3, 30].Select(count => string.Join('\u200D', Enumerable.Repeat("👩", count))))
    );

    private static readonly Gen<string> Line = Gen.Frequency(
        (30, Span.Array[1, 8].Select(spans => string.Join(' ', spans))),
        (1, Span.Array[20, 60].Select(spans => string.Join(' ', spans)))
    );

    private static readonly Gen<string> Paragraph = Gen.Select(
        Line.Array[1, 4],
        Gen.OneOf("\n", "\n", "  \n", "\\\n"),
        (lines, end) => string.Join(end, lines)
    );

    private static readonly Gen<string> Heading = Gen.Frequency(
        (4, Gen.Select(Gen.Int[1, 4], Line, (level, line) => $"{new string('#', level)} {line}")),
        (1, Gen.Select(Line, Gen.OneOf("===", "---"), (line, rule) => $"{line}\n{rule}"))
    );

    private static readonly Gen<string> Code = Gen.Select(
        Gen.OneOf("```", "~~~", "````", "~~~~~"),
        Gen.OneOf("", "cs", "diff a b"),
        Gen.OneOf(
            Line,
            Gen.OneOf("", "    indented", "\ttabbed", "```", "```cs", "~~~", "> no quote", "# no heading", "| a | b |", "<b>no tag</b>")
        ).Array[0, 8],
        Gen.Bool,
        (fence, info, lines, closed) =>
            $"{fence}{info}\n{string.Concat(lines.Where(line => !line.StartsWith(fence, StringComparison.Ordinal)).Select(line => line + "\n"))}"
            + (closed || fence.Length > 3 ? fence : fence + "\n")
    );

    private static readonly Gen<string> IndentedCode = Line.Array[1, 4].Select(lines => "    " + string.Join("\n    ", lines));

    private static readonly Gen<string> Html = Gen.OneOf(
        "<details>\n<summary>More</summary>\n\ntext\n\n</details>",
        "<div align=\"center\">\n  <img src=\"x.png\">\n</div>",
        "<!-- a comment -->",
        "<pre>\n  a\n    b\n</pre>"
    );

    private static readonly Gen<string> Table = Gen.Select(
        Gen.Int[1, 4],
        Word.Array[1, 5].Array[1, 10],
        Gen.OneOf("---", ":-:", "---:"),
        (columns, rows, align) =>
        {
            string Row(IEnumerable<string> cells) =>
                "| " + string.Join(" | ", cells.Select(cell => cell.Replace("|", "/", StringComparison.Ordinal))) + " |";
            var header = Row(Enumerable.Range(1, columns).Select(column => $"H{column}"));
            var rule = Row(Enumerable.Repeat(align, columns));
            return string.Join('\n', [header, rule, .. rows.Select(row => Row(row.Take(columns)))]);
        }
    );

    private static readonly Gen<string> Leaf = Gen.Frequency(
        (8, Paragraph),
        (2, Heading),
        (4, Code),
        (2, Table),
        (1, IndentedCode),
        (1, Html),
        (1, Gen.Const("---"))
    );

    private static readonly Gen<string> Block = Gen.Frequency(
        (4, Leaf),
        (2, List(Leaf)),
        (1, Quote(Leaf)),
        (1, List(Gen.OneOf(Leaf, List(Leaf)))),
        (1, Quote(List(Leaf))),
        (1, List(Quote(Leaf)))
    );

    /// <summary>Mostly a few blocks, sometimes a long answer.</summary>
    public static Gen<string> Document { get; } = Of(Gen.Frequency((60, Block.Array[1, 4]), (1, Block.Array[10, 30])));

    /// <summary>What fills more than one message.</summary>
    public static Gen<string> LongDocument { get; } = Of(Block.Array[30, 60]);

    private static Gen<string> Of(Gen<string[]> content) =>
        Gen.Select(
            content,
            Gen.Bool,
            Gen.Frequency((6, Gen.Const("\n")), (1, Gen.Const("\r\n"))),
            Gen.Frequency((9, Gen.Const("")), (1, Gen.OneOf("\n\n```cs\nand so", "\n\n> ~~~\n> on", "\n\n- ````\n  ```\n  open"))),
            (blocks, defines, newLine, end) =>
                (string.Join("\n\n", blocks) + (defines ? "\n\n[ref]: https://example.com/ref" : "") + end).Replace(
                    "\n",
                    newLine,
                    StringComparison.Ordinal
                )
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
