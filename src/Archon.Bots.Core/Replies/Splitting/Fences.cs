using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Code blocks: closes what a running answer has left open, and opens again what a cut has closed.</summary>
internal static class Fences
{
    /// <summary>The most that a fence and its info may take: one in so many of a part. Beyond it the info goes.</summary>
    private const int InfoShare = 4;

    /// <summary>The most that a fence may take: one in so many of a part. Beyond it code is put as text.</summary>
    private const int MarksShare = 2;

    /// <summary>The source with a closing line for each fence that has none: what cuts it must not open it anew.</summary>
    public static string Close(ReplyMarkdown markdown)
    {
        var source = markdown.Source;
        foreach (var fence in Open(markdown).Reverse())
        {
            var lineStart = BlockSplitter.LineStart(source, fence.Span.Start);
            var prefix = string.Concat(source[lineStart..fence.Span.Start].Select(character => character == '>' ? '>' : ' '));
            var end = LineEnd(source, fence);
            var closed = $"{source[..end].TrimEnd('\n')}\n{prefix}{Marks(fence)}{source[end..]}";
            source = Letters.Same(PlainText.Of(source), PlainText.Of(closed)) ? closed : source;
        }

        return source;
    }

    /// <summary>Whether a fence is left open; the parser reads on differently behind some of them, so that closing them would change the text.</summary>
    public static bool AnyOpen(string markdown) => Open(ReplyMarkdown.Parse(markdown)).Any();

    public static void Split(PartBuilder part, CodeBlock code)
    {
        var text = code.Lines.ToString();
        var (opening, closing) = Frame(code, text);
        if (!part.FitsAlone(opening, InfoShare))
        {
            opening = closing;
        }

        if (!part.FitsAlone($"{opening}\n\n{closing}", MarksShare))
        {
            TextSplitter.Text(part, text);
            return;
        }

        var bounds = Cuts.Lines(text);
        string Piece(string lines) => $"{opening}\n{(lines.EndsWith('\n') ? lines[..^1] : lines)}\n{closing}";

        new Filling
        {
            Bounds = bounds,
            Piece = (first, last) => Piece(text[bounds[first]..bounds[last]]),
            Cut = (first, last) => Cuts.AfterLine(text, bounds, first, last),
            TooLarge = index => TextSplitter.Graphemes(part, text[bounds[index]..bounds[index + 1]], Piece),
            OnePieceInAPart = true,
        }.Into(part);
    }

    private static (string Opening, string Closing) Frame(CodeBlock code, string text)
    {
        if (code is FencedCodeBlock fence)
        {
            return ($"{Marks(fence)}{fence.Info} {fence.Arguments}".TrimEnd(), Marks(fence));
        }

        var longest = 0;
        for (int index = 0, run = 0; index < text.Length; index++)
        {
            run = text[index] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var marks = new string('`', Math.Max(3, longest + 1));
        return (marks, marks);
    }

    private static IEnumerable<FencedCodeBlock> Open(ReplyMarkdown markdown) =>
        markdown.Document.Descendants<FencedCodeBlock>().Where(fence => fence.ClosingFencedCharCount == 0);

    /// <summary>Where the last line of an open fence ends: its span may tell no more than where its first one begins.</summary>
    private static int LineEnd(string source, FencedCodeBlock fence)
    {
        var last = fence.Lines.Count == 0 ? fence.Span.Start : fence.Lines.Lines[fence.Lines.Count - 1].Slice.End;
        var end = source.IndexOf('\n', Math.Clamp(last, fence.Span.Start, source.Length - 1));
        return end < 0 ? source.Length : end;
    }

    private static string Marks(FencedCodeBlock fence) => new(fence.FencedChar, fence.OpeningFencedCharCount);
}
