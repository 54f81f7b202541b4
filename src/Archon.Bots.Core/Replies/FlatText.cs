using System.Collections.Immutable;
using Archon.Bots.Core.Replies.Flattening;

namespace Archon.Bots.Core.Replies;

/// <summary>
/// A Markdown text as plain text with spans of style: for platforms that have neither lists, headings nor tables of their own.
/// What those platforms show and what <see cref="PlainText"/> gives can therefore not differ.
/// </summary>
/// <param name="Spans">Properly nested, outer before inner, in order of their start.</param>
public sealed record FlatText(string Text, ImmutableArray<FlatSpan> Spans)
{
    public static FlatText Of(string markdown, TableLayout tables) => BlockFlattener.Flatten(ReplyMarkdown.Parse(markdown), tables);
}

/// <param name="Start">Unit: UTF-16 code units.</param>
/// <param name="Length">Unit: UTF-16 code units; never 0.</param>
/// <param name="Argument">Link: its address. Preformatted: its language. Else null.</param>
public readonly record struct FlatSpan(FlatStyle Style, int Start, int Length, string? Argument)
{
    public int End => Start + Length;
}

public enum FlatStyle
{
    Bold,
    Italic,
    Strike,
    Code,
    Preformatted,
    Link,

    /// <summary>A quote within a quote has no span of its own.</summary>
    Quote,
}

public enum TableLayout
{
    /// <summary>A row's cells with a bar between them.</summary>
    Joined,

    /// <summary>Preformatted, columns aligned, a rule below the header.</summary>
    Aligned,
}
