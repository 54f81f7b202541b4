using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Code blocks: closes what a running answer has left open, and opens again what a cut has closed.</summary>
internal static class Fences
{
    /// <summary>The most that a fence and its info may take: one in so many of a part. Beyond it the info goes.</summary>
    private const int InfoShare = 4;

    /// <summary>The most that a fence may take: one in so many of a part. Beyond it code is put as text.</summary>
    private const int MarksShare = 2;

    public static string Close(ReplyMarkdown markdown)
    {
        Block? last = markdown.Document;
        while (last is ContainerBlock container)
        {
            last = container.LastOrDefault(block => block is not LinkReferenceDefinitionGroup);
        }

        if (last is not FencedCodeBlock { ClosingFencedCharCount: 0 } fence)
        {
            return markdown.Source;
        }

        var lineStart = fence.Span.Start == 0 ? 0 : markdown.Source.LastIndexOf('\n', fence.Span.Start - 1) + 1;
        var prefix = string.Concat(markdown.Source[lineStart..fence.Span.Start].Select(character => character == '>' ? '>' : ' '));
        var closed = $"{markdown.Source.TrimEnd('\n')}\n{prefix}{Marks(fence)}";
        return Letters.Same(PlainText.Of(markdown.Source), PlainText.Of(closed)) ? closed : markdown.Source;
    }

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

    private static string Marks(FencedCodeBlock fence) => new(fence.FencedChar, fence.OpeningFencedCharCount);
}
