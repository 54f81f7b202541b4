namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Cuts a table between its rows. What follows has an empty header: repeated headers would read as rows of the whole.</summary>
internal static class TableSplitter
{
    public static void Split(PartBuilder part, string source)
    {
        var lines = source.Split('\n');
        if (lines.Length < 3)
        {
            TextSplitter.Rendered(part, source);
            return;
        }

        var (header, rule) = (lines[0], lines[1]);
        var columns = rule.Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        var noHeader = "|" + string.Concat(Enumerable.Repeat("  |", columns));
        var rows = lines[2..];
        var bounds = new int[rows.Length + 1];
        for (var index = 0; index < rows.Length; index++)
        {
            bounds[index + 1] = bounds[index] + rows[index].Length;
        }

        string Piece(int first, int last) => string.Join('\n', [first == 0 ? header : noHeader, rule, .. rows[first..last]]);

        new Filling
        {
            Bounds = bounds,
            Piece = Piece,
            TooLarge = index => TextSplitter.Rendered(part, Piece(index, index + 1)),
            OnePieceInAPart = true,
        }.Into(part);
    }
}
