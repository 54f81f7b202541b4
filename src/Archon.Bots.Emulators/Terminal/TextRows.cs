using System.Text;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>Breaks a text into rows of a terminal, so that whoever redraws knows how many there are.</summary>
internal static class TextRows
{
    internal static List<string> Of(string text, int width)
    {
        List<string> rows = [];
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var row = new StringBuilder();
            var used = 0;
            foreach (var rune in line.EnumerateRunes().Where(rune => !Rune.IsControl(rune)))
            {
                var cells = Cells(rune);
                if (used + cells > width)
                {
                    rows.Add(row.ToString());
                    row.Clear();
                    used = 0;
                }

                row.Append(rune.ToString());
                used += cells;
            }

            rows.Add(row.ToString());
        }

        return rows;
    }

    // Close enough: East Asian scripts and pictures take two cells, joiners and variation selectors none.
    private static int Cells(Rune rune) =>
        rune.Value switch
        {
            0x200D or (>= 0xFE00 and <= 0xFE0F) => 0,
            (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) => 2,
            (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) => 2,
            (>= 0x20000 and <= 0x3FFFD) => 2,
            _ => 1,
        };
}
