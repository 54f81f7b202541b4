using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Cuts a list between its items; what is left of an item that had to be cut stands below it without its mark.</summary>
internal static partial class ListSplitter
{
    public static void Split(PartBuilder part, string source, ListBlock list)
    {
        int[] bounds = [.. list.Select(item => BlockSplitter.LineStart(source, item.Span.Start)), source.Length];
        Func<int, string?> number = _ => null;
        if (list.IsOrdered && long.TryParse(list.OrderedStart, out var start))
        {
            number = index => (start + index).ToString();
        }

        string Item(int index) => WithoutTab(source[bounds[index]..bounds[index + 1]].TrimEnd());
        string Piece(int first, int last) => $"{Numbered(Item(first), number(first))}\n{source[bounds[first + 1]..bounds[last]]}".TrimEnd();

        new Filling
        {
            Bounds = bounds,
            Piece = Piece,
            TooLarge = index =>
            {
                if (!Mark().IsMatch(Item(index)))
                {
                    TextSplitter.Rendered(part, Item(index));
                    return;
                }

                var (mark, content) = Open(Item(index), number(index));
                var item = part.Nest(text => mark + Indented(text, mark.Length), text => text);
                BlockSplitter.Document(item, content);
                item.Close();
                if (list.IsOrdered)
                {
                    // The next item must not go on a list that this one held.
                    part.Flush();
                }
            },
        }.Into(part);
    }

    /// <summary>In Markdown only the first number counts, and a piece begins with another one than its list.</summary>
    private static string Numbered(string item, string? number)
    {
        if (number is null || Mark().Match(item) is not { Success: true } mark || mark.Groups["number"].Value == number)
        {
            return item;
        }

        var (newMark, content) = Open(item, number);
        return newMark + Indented(content, newMark.Length);
    }

    private static (string Mark, string Content) Open(string item, string? number)
    {
        var mark = Mark().Match(item);
        var lines = item.Split('\n');
        var width = Math.Min(mark.Length, lines[0].Length);
        var indent = mark.Value.EndsWith(' ') ? mark.Length : mark.Length + 1;
        var content = string.Join('\n', lines.Skip(1).Select(line => Outdented(line, indent)).Prepend(lines[0][width..]));
        return ((number is null ? mark.Groups["bullet"].Value : number + mark.Groups["end"].Value) + " ", content);
    }

    /// <summary>A tab between mark and content reaches to the next stop of four columns.</summary>
    private static string WithoutTab(string item)
    {
        var tab = item.IndexOf('\t', StringComparison.Ordinal);
        return tab > 0 && item.AsSpan(0, tab).IndexOfAny(" \n") < 0 && "-+*.)".Contains(item[tab - 1], StringComparison.Ordinal)
            ? string.Concat(item.AsSpan(0, tab), new string(' ', 4 - (tab % 4)), item.AsSpan(tab + 1))
            : item;
    }

    private static string Outdented(string line, int columns)
    {
        var expanded = LeadingTabs(line);
        var spaces = expanded.Length - expanded.TrimStart(' ').Length;
        return expanded[Math.Min(spaces, columns)..];
    }

    private static string LeadingTabs(string line)
    {
        var text = line.TrimStart(' ', '\t');
        var columns = 0;
        foreach (var character in line.AsSpan(0, line.Length - text.Length))
        {
            columns += character == '\t' ? 4 - (columns % 4) : 1;
        }

        return new string(' ', columns) + text;
    }

    private static string Indented(string text, int columns) =>
        string.Join(
            '\n',
            text.Split('\n').Select((line, index) => index == 0 || line.Length == 0 ? line : new string(' ', columns) + line)
        );

    /// <summary>A mark and the white space up to its content: one space if that is code.</summary>
    [GeneratedRegex(@"^ *(?:(?<bullet>[-+*])|(?<number>\d{1,9})(?<end>[.)]))(?: {1,4}(?! )| |(?=\n|$))", RegexOptions.None, 1000)]
    private static partial Regex Mark();
}
