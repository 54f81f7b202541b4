using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Cuts a document between its blocks, and a block that no part can hold in the way of its kind. Pieces are the source as it stands.</summary>
internal static class BlockSplitter
{
    public static void Document(PartBuilder part, string markdown)
    {
        var parsed = ReplyMarkdown.Parse(markdown);
        var source = parsed.Source;
        List<Block> blocks = [.. parsed.Document.Where(block => block is not LinkReferenceDefinitionGroup)];
        int[] bounds = [.. blocks.Select(block => LineStart(source, block.Span.Start)), source.Length];
        string Piece(int first, int last) => source[bounds[first]..bounds[last]].TrimEnd();

        new Filling
        {
            Bounds = bounds,
            Piece = Piece,
            // A heading belongs to what follows it.
            Cut = (first, last) => blocks[last - 1] is HeadingBlock && last - 1 > first ? last - 1 : last,
            TooLarge = index => Block(part, Piece(index, index + 1)),
        }.Into(part);
    }

    public static int LineStart(string source, int offset) => offset <= 0 ? 0 : source.LastIndexOf('\n', offset - 1) + 1;

    private static void Block(PartBuilder part, string source)
    {
        if (!part.IsOutermost)
        {
            Split(part, source);
            return;
        }

        var mark = part.Mark();
        var before = part.TextSince(mark);
        Split(part, source);
        if (!Letters.Same(before + PlainText.Of(source), part.TextSince(mark)) || part.IsOverSince(mark))
        {
            // Text needs no marks around each piece, so of it something fits into any part.
            part.Reset(mark);
            TextSplitter.Rendered(part, source);
        }
    }

    private static void Split(PartBuilder part, string source)
    {
        var document = ReplyMarkdown.Parse(source).Document;
        if (document.Descendants<LinkReferenceDefinition>().FirstOrDefault() is { Span.Start: > 0 } definition)
        {
            // What is defined below a block is none of its lines, and each part that needs it gets it.
            source = source[..LineStart(source, definition.Span.Start)].TrimEnd();
            document = ReplyMarkdown.Parse(source).Document;
        }

        switch (document)
        {
            case [ParagraphBlock paragraph]:
                ParagraphSplitter.Split(part, source, paragraph);
                break;
            case [CodeBlock code]:
                Fences.Split(part, code);
                break;
            case [ListBlock list]:
                ListSplitter.Split(part, source, list);
                break;
            case [QuoteBlock]:
                QuoteSplitter.Split(part, source);
                break;
            case [Table]:
                TableSplitter.Split(part, source);
                break;
            default:
                TextSplitter.Rendered(part, source);
                break;
        }
    }
}
