using System.Globalization;
using System.Text;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>parse_mode MarkdownV2: what must be escaped, and the error texts with their byte offsets.</summary>
internal sealed class MarkdownV2Parser
{
    private const string Reserved = "_*[]()~`>#+-=|{}.!\n";

    private readonly MarkupText _text;
    private readonly Stack<OpenMark> _open = [];
    private readonly List<TextEntity> _entities = [];
    private bool _inQuote;
    private bool _lineBegins = true;

    private MarkdownV2Parser(string markdown) => _text = new MarkupText(markdown);

    /// <exception cref="EntityParseException">A reserved character stands alone, or markup does not end.</exception>
    public static FormattedText Parse(string markdown) => new MarkdownV2Parser(markdown).Run();

    private FormattedText Run()
    {
        while (!_text.AtEnd)
        {
            if (_text.Now == '\\' && IsEscapable(_text.Peek(1)))
            {
                _text.At++;
                KeepEscaped();
            }
            else if (!IsReserved(_text.Now))
            {
                KeepPlain();
            }
            else if (QuoteEndsHere() || (_open.TryPeek(out var open) && open.EndsAt(_text)))
            {
                Close();
            }
            else
            {
                Open();
            }
        }

        CloseQuoteAtEnd();
        return _open.TryPeek(out var left) ? throw left.Unclosed() : new FormattedText(_text.Plain(), _entities);
    }

    private static bool IsEscapable(char value) => value is > '\0' and <= '~';

    private bool IsReserved(char value) =>
        _open.TryPeek(out var open) && open.IsCode ? value == '`' : Reserved.Contains(value, StringComparison.Ordinal);

    private bool QuoteEndsHere() => _inQuote && _text.Now == '\n' && _text.Peek(1) != '>';

    private void KeepEscaped()
    {
        _lineBegins = _text.Now == '\r' ? _lineBegins : _text.Now == '\n';
        _text.Keep();
    }

    private void KeepPlain()
    {
        _lineBegins &= _text.Now == '\r';
        _text.Keep();
    }

    private void Open()
    {
        var start = _text.At;
        var sign = _text.Now;
        switch (sign)
        {
            case '\n':
                _text.Keep();
                _lineBegins = true;
                break;
            case '>' when _lineBegins && _inQuote:
                _text.At++;
                break;
            case '>' when _lineBegins:
                _inQuote = true;
                Push(MarkdownV2Mark.BlockQuote, start, 1);
                break;
            case '_' when _text.Peek(1) == '_':
                Push(MarkdownV2Mark.Underline, start, 2);
                break;
            case '|' when _text.Peek(1) == '|':
                Push(MarkdownV2Mark.Spoiler, start, 2);
                break;
            case '!' when _text.Peek(1) == '[':
                Push(MarkdownV2Mark.CustomEmoji, start, 2);
                break;
            case '`' when _text.Peek(1) == '`' && _text.Peek(2) == '`':
                OpenPre(start);
                break;
            default:
                Push(SimpleMark(sign), start, 1);
                break;
        }
    }

    private static MarkdownV2Mark SimpleMark(char sign) =>
        sign switch
        {
            '*' => MarkdownV2Mark.Bold,
            '_' => MarkdownV2Mark.Italic,
            '~' => MarkdownV2Mark.Strikethrough,
            '`' => MarkdownV2Mark.Code,
            '[' => MarkdownV2Mark.TextUrl,
            _ => throw new EntityParseException($"Character '{sign}' is reserved and must be escaped with the preceding '\\'"),
        };

    private void Push(MarkdownV2Mark mark, int start, int length, string language = "")
    {
        _text.At = start + length;
        _open.Push(new OpenMark(mark, language, _text.Utf16, start, _text.PlainLength));
    }

    private void OpenPre(int start)
    {
        var end = start + 3;
        _text.At = end;
        while (!MarkupText.IsSpace(_text.Now) && _text.Now != '`')
        {
            _text.At++;
        }

        var language = _text.AtEnd || _text.Now == '`' ? "" : _text.Slice(end, _text.At);
        _text.At = end + Encoding.UTF8.GetByteCount(language);
        if (_text.Now is '\n' or '\r')
        {
            var pair = _text.Peek(1) is '\n' or '\r' && _text.Peek(1) != _text.Now;
            _text.At += pair ? 2 : 1;
        }

        Push(language.Length > 0 ? MarkdownV2Mark.PreCode : MarkdownV2Mark.Pre, start, _text.At - start, language);
    }

    private void Close()
    {
        if (_text.Now == '\n' && QuoteEndsHere())
        {
            CloseQuote();
            return;
        }

        var mark = _open.Pop();
        var length = _text.Utf16 - mark.Offset;
        _text.At += mark.EndLength;
        var entity = mark.Mark switch
        {
            MarkdownV2Mark.TextUrl => Links.ToEntity(ReadAddress() ?? _text.PlainFrom(mark.PlainStart), mark.Offset, length),
            MarkdownV2Mark.CustomEmoji => ToEmoji(mark, length),
            _ => mark.ToEntity(length),
        };
        if (entity is not null && length > 0)
        {
            _entities.Add(entity);
        }
    }

    /// <summary>Two bars at the very end of a quote say that it folds; they look like a spoiler that was just opened.</summary>
    private void CloseQuote()
    {
        var mark = _open.Pop();
        var folds = mark.Mark == MarkdownV2Mark.Spoiler && mark.Start == _text.At - 2;
        if (mark.Mark != MarkdownV2Mark.BlockQuote)
        {
            if (!folds || !_open.TryPop(out var quote) || quote.Mark != MarkdownV2Mark.BlockQuote)
            {
                throw mark.Unclosed();
            }

            mark = quote;
        }

        _text.Keep();
        _lineBegins = true;
        AddQuote(mark, folds);
    }

    private void CloseQuoteAtEnd()
    {
        if (!_inQuote)
        {
            return;
        }

        var folds = _open.Peek() is { Mark: MarkdownV2Mark.Spoiler } spoiler && spoiler.Start == _text.Length - 2;
        if (folds)
        {
            _open.Pop();
        }

        if (_open.TryPeek(out var quote) && quote.Mark == MarkdownV2Mark.BlockQuote)
        {
            AddQuote(_open.Pop(), folds);
        }
    }

    private void AddQuote(OpenMark mark, bool folds)
    {
        _inQuote = false;
        if (_text.Utf16 > mark.Offset)
        {
            var type = folds ? "expandable_blockquote" : "blockquote";
            _entities.Add(new TextEntity(type, mark.Offset, _text.Utf16 - mark.Offset));
        }
    }

    /// <summary>Null where no bracket opens: then the text is its own address.</summary>
    private string? ReadAddress()
    {
        if (_text.Now != '(')
        {
            return null;
        }

        var start = ++_text.At;
        var address = new List<byte>();
        while (!_text.AtEnd && _text.Now != ')')
        {
            if (_text.Now == '\\' && IsEscapable(_text.Peek(1)))
            {
                _text.At++;
            }

            address.Add((byte)_text.Now);
            _text.At++;
        }

        if (_text.AtEnd)
        {
            throw new EntityParseException($"Can't find end of a URL at byte offset {start}");
        }

        _text.At++;
        return Encoding.UTF8.GetString([.. address]);
    }

    private TextEntity ToEmoji(OpenMark mark, int length)
    {
        const string prefix = "tg://emoji?id=";
        var address = ReadAddress() ?? throw new EntityParseException("The entity must contain a tg://emoji or tg://time URL");
        var id = address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? address[prefix.Length..] : "";
        return long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? new TextEntity("custom_emoji", mark.Offset, length, id)
            : throw new EntityParseException("Invalid tg://emoji or tg://time URL specified");
    }
}
