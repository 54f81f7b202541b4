using System.Text;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>&amp;lt; and its three brothers, and the numeric ones: Telegram knows no others and shows them as they are.</summary>
internal static class HtmlCharacterReference
{
    /// <summary>Unit: bytes from the ampersand to the last digit. Source: the server's parser.</summary>
    private const int LongestNumber = 10;

    /// <summary>Moves the cursor past the reference, or leaves it and returns null where there is none.</summary>
    public static Rune? Read(MarkupText text)
    {
        var length = 1;
        var value = text.Peek(1) == '#' ? Number(text, ref length) : Name(text, ref length);
        if (!Rune.TryCreate(value, out var character) || value == 0)
        {
            return null;
        }

        text.At += text.Peek(length) == ';' ? length + 1 : length;
        return character;
    }

    private static int Number(MarkupText text, ref int length)
    {
        length = 2;
        var radix = 10;
        if (text.Peek(2) == 'x')
        {
            length = 3;
            radix = 16;
        }

        var value = 0L;
        for (; Digit(text.Peek(length), radix) is { } digit && length <= LongestNumber; length++)
        {
            value = value * radix + digit;
        }

        return value is > 0 and < 0x10ffff && length < LongestNumber ? (int)value : 0;
    }

    private static int? Digit(char value, int radix) =>
        radix == 16
            ? (char.IsAsciiHexDigit(value) ? Convert.ToInt32(value.ToString(), 16) : null)
            : (char.IsAsciiDigit(value) ? value - '0' : null);

    private static int Name(MarkupText text, ref int length)
    {
        while (char.IsAsciiLetter(text.Peek(length)))
        {
            length++;
        }

        return text.Slice(text.At + 1, text.At + length) switch
        {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => 0,
        };
    }
}
