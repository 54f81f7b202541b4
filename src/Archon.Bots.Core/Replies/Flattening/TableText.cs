using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Flattening;

/// <summary>A table as lines of cells. Pure.</summary>
public static class TableText
{
    /// <summary>A column is padded up to this; a longer cell stands out. Unit: columns of a fixed-width font. A line of a phone holds about 40.</summary>
    private const int WidestPadding = 32;

    private const string Bar = " | ";

    internal static string Join(Table table) => string.Join('\n', Rows(table).Select(row => string.Join(Bar, row.Cells)));

    public static string Align(Table table)
    {
        var rows = Rows(table);
        var widths = new List<int>();
        foreach (var (cells, _) in rows)
        {
            for (var column = 0; column < cells.Count; column++)
            {
                var width = Math.Min(Width(cells[column]), WidestPadding);
                if (column == widths.Count)
                {
                    widths.Add(width);
                }

                widths[column] = Math.Max(widths[column], width);
            }
        }

        var text = new StringBuilder();
        foreach (var (cells, isHeader) in rows)
        {
            var padded = cells.Select((cell, column) => cell + new string(' ', Math.Max(0, widths[column] - Width(cell))));
            text.Append(string.Join(Bar, padded).TrimEnd()).Append('\n');
            if (isHeader)
            {
                text.AppendJoin("-+-", widths.Select(width => new string('-', width))).Append('\n');
            }
        }

        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Rows without the empty cells at their ends; a header of empty cells is none.</summary>
    private static List<(List<string> Cells, bool IsHeader)> Rows(Table table)
    {
        var rows = new List<(List<string>, bool)>();
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = row.OfType<TableCell>().Select(CellText).ToList();
            var filled = cells.FindLastIndex(cell => cell.Length > 0) + 1;
            cells.RemoveRange(filled, cells.Count - filled);
            if (filled > 0)
            {
                rows.Add((cells, row.IsHeader));
            }
        }

        return rows;
    }

    private static string CellText(TableCell cell)
    {
        var builder = new FlatBuilder();
        foreach (var block in cell.OfType<LeafBlock>())
        {
            InlineFlattener.Write(builder, block.Inline);
        }

        return builder.Build().Text.Replace('\n', ' ');
    }

    private static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width +=
                Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                    ? 0
                : IsWide(rune.Value) ? 2
                : 1;
        }

        return width;
    }

    /// <summary>East Asian and emoji ranges, which fixed-width fonts draw two columns wide. Source: Unicode, UAX #11.</summary>
    private static bool IsWide(int value) =>
        value
            is (>= 0x1100 and <= 0x115F)
                or (>= 0x2E80 and <= 0xA4CF)
                or (>= 0xAC00 and <= 0xD7A3)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0xFE30 and <= 0xFE6F)
                or (>= 0xFF00 and <= 0xFF60)
                or (>= 0xFFE0 and <= 0xFFE6)
                or (>= 0x1F300 and <= 0x1FAFF)
                or (>= 0x20000 and <= 0x3FFFD);
}
