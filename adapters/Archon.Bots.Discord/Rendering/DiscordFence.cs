using System.Text;
using Markdig.Syntax;

namespace Archon.Bots.Discord.Rendering;

/// <summary>Code as the one kind of block that Discord knows: three backticks, and at most a language behind them.</summary>
internal static class DiscordFence
{
    private const string Marks = "```";

    /// <summary>What makes a line code. Unit: columns. Source: CommonMark, 4.4.</summary>
    private const int Indent = 4;

    /// <summary>Unit: columns. Source: CommonMark, 2.2.</summary>
    private const int TabStop = 4;

    /// <summary>Nobody sees it, and marks that it parts end no block.</summary>
    private const char Parting = '\u200B';

    /// <summary>Whether it can stay as it is. One without a line shows nothing that would have to be code.</summary>
    public static bool IsKnown(CodeBlock code)
    {
        var text = code.Lines.ToString();
        return text.Length == 0
            || code is FencedCodeBlock { FencedChar: '`', OpeningFencedCharCount: 3, ClosingFencedCharCount: 3 } fence
                && string.IsNullOrEmpty(fence.Arguments)
                && (fence.Info ?? "").All(IsOfLanguage)
                && !text.Contains(Marks, StringComparison.Ordinal);
    }

    public static string Language(CodeBlock code) => code is FencedCodeBlock { Info: { } info } && info.All(IsOfLanguage) ? info : "";

    public static void Write(SourceEdits edits, string source, CodeBlock code)
    {
        var text = code.Lines.ToString();
        var language = code is FencedCodeBlock { Info: { } info } && info.All(IsOfLanguage) ? info : "";
        // The span of a block that is open does not tell where it ends, nor that of an indented one where it begins.
        var last = LineEnd(source, code.Lines.Lines[code.Lines.Count - 1].Position);
        if (code is FencedCodeBlock fence)
        {
            edits.Replace(
                fence.Span.Start,
                fence.ClosingFencedCharCount == 0 ? last : fence.Span.End + 1,
                Of(source, fence.Span.Start, language, text)
            );
        }
        else
        {
            var first = code.Lines.Lines[0];
            var (at, indent) = Column(source, LineStart(source, first.Position), first.Column - Indent);
            edits.Replace(at, last, indent + Of(source, at, language, text, indent));
        }
    }

    /// <param name="at">Where it will stand: its lines are quoted and indented as that place is.</param>
    /// <param name="indent">And by so much more.</param>
    public static string Of(string source, int at, string language, string text, string indent = "")
    {
        var newLine = $"\n{Prefix(source, at)}{indent}";
        return new StringBuilder(Marks)
            .Append(language)
            .Append(newLine)
            .Append(Part(text).Replace("\n", newLine, StringComparison.Ordinal))
            .Append(newLine)
            .Append(Marks)
            .ToString();
    }

    /// <summary>What the lines of a block begin with, behind its first one: the marks of quotes, and room for those of lists.</summary>
    private static string Prefix(string source, int at)
    {
        var prefix = string.Concat(source[LineStart(source, at)..at].Select(character => character is '>' or '\t' ? character : ' '));
        var mark = prefix.IndexOf('>', StringComparison.Ordinal);
        return mark < 0 || mark + 1 < prefix.Length && char.IsWhiteSpace(prefix[mark + 1]) ? prefix : prefix.Insert(mark + 1, " ");
    }

    /// <summary>The place of a column, and what is missing to it: a tab may reach beyond.</summary>
    private static (int At, string Missing) Column(string source, int lineStart, int wanted)
    {
        var (at, column) = (lineStart, 0);
        while (at < source.Length && column < wanted)
        {
            var next = source[at] == '\t' ? column + TabStop - (column % TabStop) : column + 1;
            if (next > wanted)
            {
                break;
            }

            (at, column) = (at + 1, next);
        }

        return (at, new string(' ', Math.Max(0, wanted - column)));
    }

    private static int LineStart(string source, int at) => at == 0 ? 0 : source.LastIndexOf('\n', at - 1) + 1;

    private static int LineEnd(string source, int at) => source.IndexOf('\n', at) is >= 0 and var end ? end : source.Length;

    private static string Part(string text)
    {
        while (text.Contains(Marks, StringComparison.Ordinal))
        {
            text = text.Replace(Marks, $"``{Parting}`", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Source: the languages of highlight.js, by whose names Discord colours.</summary>
    private static bool IsOfLanguage(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '+' or '-' or '.' or '#';
}
