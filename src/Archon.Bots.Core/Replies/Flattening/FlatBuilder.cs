using System.Collections.Immutable;
using System.Text;

namespace Archon.Bots.Core.Replies.Flattening;

/// <summary>Collects text and spans; breaks and indents are written only once text follows them.</summary>
internal sealed class FlatBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<FlatSpan> _spans = [];
    private string _indent = "";
    private int _pendingBreaks;

    public void Append(ReadOnlySpan<char> text)
    {
        if (!text.IsEmpty)
        {
            Flush(_indent);
            _text.Append(text);
        }
    }

    /// <summary>Writes the break that is due, so that what is indented from here on starts below it.</summary>
    public void StartLine() => Flush(_indent);

    /// <summary>A new line within a paragraph.</summary>
    public void NewLine()
    {
        Flush(_indent);
        _text.Append('\n').Append(_indent);
    }

    /// <summary>What follows starts on a new line, after a blank one if <paramref name="lines"/> is 2.</summary>
    public void Break(int lines) => _pendingBreaks = Math.Max(_pendingBreaks, lines);

    public string Indent(int columns)
    {
        var outer = _indent;
        _indent += new string(' ', columns);
        return outer;
    }

    public void Outdent(string outer) => _indent = outer;

    public int Open(FlatStyle style, string? argument = null)
    {
        Flush(style == FlatStyle.Preformatted ? "" : _indent);
        _spans.Add(new FlatSpan(style, _text.Length, 0, argument));
        return _spans.Count - 1;
    }

    public void Close(int span) => _spans[span] = _spans[span] with { Length = _text.Length - _spans[span].Start };

    /// <summary>The text without white space around it: no platform keeps that.</summary>
    public FlatText Build()
    {
        var whole = _text.ToString();
        var lead = whole.Length - whole.AsSpan().TrimStart().Length;
        var text = whole.Trim();
        var spans = ImmutableArray.CreateBuilder<FlatSpan>(_spans.Count);
        foreach (var span in _spans)
        {
            var start = Math.Clamp(span.Start - lead, 0, text.Length);
            var end = Math.Clamp(span.End - lead, 0, text.Length);
            if (end > start)
            {
                spans.Add(span with { Start = start, Length = end - start });
            }
        }

        return new FlatText(text, spans.DrainToImmutable());
    }

    private void Flush(string indent)
    {
        if (_pendingBreaks == 0)
        {
            return;
        }

        if (_text.Length > 0)
        {
            _text.Append('\n', _pendingBreaks).Append(indent);
        }

        _pendingBreaks = 0;
    }
}
