using System.Text;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>
/// A text being parsed as Telegram does it: over UTF-8 bytes, since its error texts count in bytes, while entities count in UTF-16 units.
/// A byte past the end reads as 0.
/// </summary>
internal sealed class MarkupText(string source)
{
    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(source);
    private readonly List<byte> _plain = new(source.Length);

    /// <summary>Unit: bytes of the source.</summary>
    public int At { get; set; }

    public int Length => _bytes.Length;

    public bool AtEnd => At >= _bytes.Length;

    /// <summary>Length of the text without its markup, in UTF-16 units.</summary>
    public int Utf16 { get; private set; }

    public int PlainLength => _plain.Count;

    public char Now => Peek(0);

    public char Peek(int ahead) => At + ahead < _bytes.Length ? (char)_bytes[At + ahead] : '\0';

    public string Plain() => PlainFrom(0);

    public string PlainFrom(int start) => Encoding.UTF8.GetString([.. _plain.Skip(start)]);

    public string Slice(int start, int end) => Encoding.UTF8.GetString(_bytes, start, Math.Min(end, _bytes.Length) - start);

    /// <summary>Takes the byte under the cursor over into the text.</summary>
    public void Keep()
    {
        var value = _bytes[At++];
        _plain.Add(value);
        var startsCharacter = (value & 0xC0) != 0x80;
        if (startsCharacter)
        {
            Utf16 += value >= 0xF0 ? 2 : 1;
        }
    }

    public void Keep(Rune character)
    {
        Span<byte> bytes = stackalloc byte[4];
        _plain.AddRange(bytes[..character.EncodeToUtf8(bytes)]);
        Utf16 += character.Utf16SequenceLength;
    }

    public void SkipSpace()
    {
        while (!AtEnd && IsSpace(Now))
        {
            At++;
        }
    }

    /// <summary>The end of the text counts as space, as in the server's parser.</summary>
    public static bool IsSpace(char value) => value is ' ' or '\t' or '\r' or '\n' or '\v' or '\0';
}
