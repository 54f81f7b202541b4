using System.Text;

namespace Archon.Bots.EndToEnd.Telemetry;

/// <summary>A protobuf message without its schema: fields by number, nested messages as their bytes.</summary>
internal readonly struct ProtoMessage(ReadOnlyMemory<byte> bytes)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Counted = 2;
    private const int Fixed32 = 5;

    public string Text => Encoding.UTF8.GetString(bytes.Span);

    public string Hex => Convert.ToHexStringLower(bytes.Span);

    /// <summary>The fields of that number that have a length: texts, bytes, messages.</summary>
    public IReadOnlyList<ProtoMessage> All(int number) =>
        [.. Fields().Where(field => field.Number == number && field.Kind == Counted).Select(field => new ProtoMessage(field.Value))];

    /// <summary>An empty one if it is not there.</summary>
    public ProtoMessage One(int number) => All(number) is [var first, ..] ? first : new ProtoMessage(ReadOnlyMemory<byte>.Empty);

    /// <summary>Of a field that is a varint; null: it is not there.</summary>
    public ulong? Number(int number)
    {
        foreach (var field in Fields().Where(field => field.Number == number && field.Kind == Varint))
        {
            return ReadVarint(field.Value.Span, out _);
        }

        return null;
    }

    private List<Field> Fields()
    {
        var fields = new List<Field>();
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var key = ReadVarint(rest.Span, out var keyLength);
            rest = rest[keyLength..];
            var kind = (int)(key & 7);
            int length;
            if (kind == Counted)
            {
                length = (int)ReadVarint(rest.Span, out var prefix);
                rest = rest[prefix..];
            }
            else
            {
                length = kind switch
                {
                    Varint => LengthOfVarint(rest.Span),
                    Fixed64 => 8,
                    Fixed32 => 4,
                    _ => throw new InvalidDataException($"Wire type {kind}"),
                };
            }

            fields.Add(new Field((int)(key >> 3), kind, rest[..length]));
            rest = rest[length..];
        }

        return fields;
    }

    private static int LengthOfVarint(ReadOnlySpan<byte> from)
    {
        ReadVarint(from, out var length);
        return length;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> from, out int length)
    {
        var value = 0UL;
        for (length = 0; ; length++)
        {
            value |= (ulong)(from[length] & 127) << (7 * length);
            if (from[length] < 128)
            {
                length++;
                return value;
            }
        }
    }

    private readonly record struct Field(int Number, int Kind, ReadOnlyMemory<byte> Value);
}
