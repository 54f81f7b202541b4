using System.Text;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>The bottom of a terminal: the message that still grows and, below it, the line being typed. Both are drawn anew at each change.</summary>
internal sealed class TerminalCanvas(TextWriter output, Func<(int Width, int Height)> size)
{
    private const string Prompt = "> ";

    private string _growing = "";
    private string _typed = "";
    private int _rowsAboveCursor;

    /// <summary>Text that will not change: it goes above the part that is drawn anew.</summary>
    internal void Write(string text)
    {
        var (width, _) = size();
        Draw(TextRows.Of(text, width - 1));
    }

    /// <summary>The message that still grows; empty for none.</summary>
    internal void Grow(string text)
    {
        if (text != _growing)
        {
            _growing = text;
            Draw([]);
        }
    }

    /// <summary>The line being typed.</summary>
    internal void Type(string text)
    {
        if (text != _typed)
        {
            _typed = text;
            Draw([]);
        }
    }

    /// <summary>Takes the prompt away, for the shell to come back.</summary>
    internal void Clear()
    {
        output.Write("\r\e[J");
        output.Flush();
    }

    private void Draw(List<string> fixedRows)
    {
        var (width, height) = size();
        var typed = TextRows.Of(Prompt + _typed, width - 1);
        var growing = _growing.Length == 0 ? [] : TextRows.Of(_growing, width - 1);
        // What has scrolled away cannot be drawn again: of a tall message only the end is shown until it is done.
        var room = Math.Max(1, height - typed.Count - 1);
        List<string> lower = [.. growing.Skip(Math.Max(0, growing.Count - room)), .. typed];

        var frame = new StringBuilder("\r");
        if (_rowsAboveCursor > 0)
        {
            frame.Append($"\e[{_rowsAboveCursor}A");
        }

        frame.Append("\e[J").AppendJoin("\r\n", fixedRows.Concat(lower));
        _rowsAboveCursor = lower.Count - 1;
        output.Write(frame);
        output.Flush();
    }
}
