using System.Text.RegularExpressions;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Cuts a paragraph at white space outside of emphasis, links and code.</summary>
internal static partial class ParagraphSplitter
{
    public static void Split(PartBuilder part, string source, ParagraphBlock paragraph)
    {
        int[] bounds = [0, .. SafeCuts(source, paragraph).Where(cut => cut > 0 && cut < source.Length).Distinct().Order(), source.Length];
        string Piece(int first, int last) => source[bounds[first]..bounds[last]].Trim();

        new Filling
        {
            Bounds = bounds,
            Piece = Piece,
            Cut = (first, last) => Cuts.Best(source, bounds, first, last),
            TooLarge = index => TextSplitter.Rendered(part, Piece(index, index + 1)),
            OnePieceInAPart = true,
        }.Into(part);
    }

    private static IEnumerable<int> SafeCuts(string source, ParagraphBlock paragraph)
    {
        foreach (var inline in TopLevel(paragraph.Inline!))
        {
            switch (inline)
            {
                case LineBreakInline { IsBackslash: false } lineBreak:
                    if (CutAfter(source, lineBreak.Span.End) is { } afterLine)
                    {
                        yield return afterLine;
                    }

                    break;
                case LiteralInline literal:
                    for (var index = literal.Span.Start; index <= literal.Span.End; index++)
                    {
                        if (char.IsWhiteSpace(source[index]) && CutAfter(source, index) is { } afterWord)
                        {
                            yield return afterWord;
                        }
                    }

                    break;
            }
        }
    }

    private static int? CutAfter(string source, int index)
    {
        var next = index + 1;
        while (next < source.Length && char.IsWhiteSpace(source[next]))
        {
            next++;
        }

        return next < source.Length && !BlockStart().IsMatch(source.AsSpan(next, Math.Min(16, source.Length - next))) ? next : null;
    }

    /// <summary>Inlines that stand in no other one; a bracket without its partner holds what follows it and counts for nothing.</summary>
    private static IEnumerable<Inline> TopLevel(ContainerInline root)
    {
        Inline? node = root.FirstChild;
        while (node is not null)
        {
            yield return node;
            if (node is DelimiterInline { FirstChild: { } child })
            {
                node = child;
                continue;
            }

            while (node is not null && node != root && node.NextSibling is null)
            {
                node = node.Parent;
            }

            node = node == root ? null : node?.NextSibling;
        }
    }

    /// <summary>What would be a list, heading, quote, rule, fence, table or definition if a paragraph began with it.</summary>
    [GeneratedRegex(
        @"^(?:[-+*](?:\s|$)|(?:[-*_]\s*){3}|\#{1,6}(?:\s|$)|>|\d{1,9}[.)](?:\s|$)|`{3}|~{3}|\||\[[^\]]*\]:)",
        RegexOptions.None,
        1000
    )]
    private static partial Regex BlockStart();
}
