using System.Text;

namespace Archon.Bots.Agents.Processes;

/// <summary>Drains a stream for ever, so that the writer never blocks, and keeps its end.</summary>
internal sealed class OutputTail
{
    /// <summary>Unit: bytes. Enough for the last words of a program.</summary>
    private const int Capacity = 8 * 1024;

    /// <summary>Unit: characters of the tail that a message quotes.</summary>
    private const int Quoted = 400;

    private readonly Lock _lock = new();
    private readonly List<byte> _bytes = new(2 * Capacity);

    public async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Append(buffer.AsSpan(0, read));
        }
    }

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString([.. _bytes]);
            }
        }
    }

    /// <summary>The end on one line, for a message.</summary>
    public string Quote
    {
        get
        {
            var line = string.Join(
                ' ',
                Text.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            );
            return line.Length <= Quoted ? line : "…" + line[^Quoted..];
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _bytes.AddRange(bytes);
            if (_bytes.Count > Capacity)
            {
                _bytes.RemoveRange(0, _bytes.Count - Capacity);
            }
        }
    }
}
