using System.Text;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>The line being typed. The terminal's own editing cannot be used: its line is redrawn below the growing message.</summary>
internal sealed class LineEditor
{
    private readonly StringBuilder _text = new();

    internal string Text => _text.ToString();

    /// <summary>Takes a key; true when it ended the line, which is null when it ended the input.</summary>
    internal bool Press(ConsoleKeyInfo key, out string? line)
    {
        line = null;
        switch (key)
        {
            case { Key: ConsoleKey.Enter }:
                line = Text;
                _text.Clear();
                return true;
            case { Key: ConsoleKey.D, Modifiers: ConsoleModifiers.Control }:
                return _text.Length == 0;
            case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                _text.Clear();
                return false;
            case { Key: ConsoleKey.Backspace }:
                DropLast();
                return false;
            case { KeyChar: >= ' ' and not '\u007f' }:
                _text.Append(key.KeyChar);
                return false;
            default:
                return false;
        }
    }

    private void DropLast()
    {
        if (Rune.DecodeLastFromUtf16(Text, out _, out var length) != System.Buffers.OperationStatus.NeedMoreData)
        {
            _text.Length -= length;
        }
    }
}
