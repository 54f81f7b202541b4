using System.Collections.Immutable;
using Archon.Bots.Core.Replies.Splitting;

namespace Archon.Bots.Core.Replies;

/// <summary>Cuts an answer into messages.</summary>
public static class ReplySplitter
{
    /// <summary>
    /// Parts that are Markdown each, in order, none of them blank. Cuts are at the borders of blocks if a block fits into a part, else of
    /// items, rows and lines, then of sentences and words; within a word only where it is longer than a part. A fence is closed and
    /// opened again with its language; a table goes on without its header. What a reader sees is what the whole would show. Where marks
    /// would fill the parts, style goes; no part is over the limit, unless a single code point is.
    /// </summary>
    /// <param name="limit">Longest part. Unit: that of <paramref name="measure"/>.</param>
    /// <param name="measure">The length of a rendered part; it must not shrink when text is added.</param>
    public static ImmutableArray<string> Split(string markdown, int limit, Func<string, int> measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (string.IsNullOrWhiteSpace(markdown))
        {
            return [];
        }

        var whole = ReplyMarkdown.Parse(markdown);
        var source = Fences.Close(whole);
        if (measure(source) <= limit && !Fences.AnyOpen(source))
        {
            return Visible([source]);
        }

        var definitions = LinkDefinitions.Of(whole.Document);
        var parts = Visible(Parts(source, definitions, limit, measure, BlockSplitter.Document));

        // Cutting at the source is exact for all Markdown that was thought of. For the rest, content goes before style.
        return SameText(source, parts) && !parts.Any(Fences.AnyOpen)
            ? parts
            : Visible(Parts(source, definitions, limit, measure, TextSplitter.Rendered));
    }

    private static List<string> Parts(
        string source,
        LinkDefinitions definitions,
        int limit,
        Func<string, int> measure,
        Action<PartBuilder, string> split
    )
    {
        var builder = new PartBuilder(limit, measure, definitions.AppendTo);
        split(builder, source);
        builder.Flush();
        return builder.Parts;
    }

    private static ImmutableArray<string> Visible(List<string> parts) => [.. parts.Where(part => PlainText.Of(part).Length > 0)];

    private static bool SameText(string source, ImmutableArray<string> parts) =>
        Letters.Same(PlainText.Of(source), string.Concat(parts.Select(PlainText.Of)));
}
