using System.Globalization;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>parse_mode HTML: the tags Telegram knows, its error texts and their byte offsets.</summary>
internal sealed class HtmlParser
{
    private readonly MarkupText _text;
    private readonly Stack<OpenTag> _open = [];
    private readonly List<TextEntity> _entities = [];

    private HtmlParser(string html) => _text = new MarkupText(html);

    /// <exception cref="EntityParseException">An unknown, unclosed or wrongly nested tag.</exception>
    public static FormattedText Parse(string html) => new HtmlParser(html).Run();

    private FormattedText Run()
    {
        while (!_text.AtEnd)
        {
            switch (_text.Now)
            {
                case '&' when HtmlCharacterReference.Read(_text) is { } character:
                    _text.Keep(character);
                    break;
                case '<' when _text.Peek(1) == '/':
                    Close();
                    break;
                case '<':
                    Open();
                    break;
                default:
                    _text.Keep();
                    break;
            }
        }

        return _open.TryPeek(out var left)
            ? throw new EntityParseException($"Can't find end tag corresponding to start tag \"{left.Name}\"")
            : new FormattedText(_text.Plain(), _entities);
    }

    private void Open()
    {
        var start = _text.At++;
        var name = ReadName(_text.At);
        if (_text.AtEnd)
        {
            throw new EntityParseException($"Unclosed start tag at byte offset {start}");
        }

        if (!HtmlTags.Known(name))
        {
            throw new EntityParseException($"Unsupported start tag \"{name}\" at byte offset {start}");
        }

        var tag = new OpenTag(name, start, _text.Utf16, _text.PlainLength);
        HtmlAttributes.Read(_text, tag);
        _text.At++;
        if (name == "span" && tag.Argument != "spoiler")
        {
            throw new EntityParseException($"Tag \"span\" must have class \"tg-spoiler\" at byte offset {start}");
        }

        _open.Push(tag);
    }

    private void Close()
    {
        var start = _text.At;
        if (!_open.TryPop(out var tag))
        {
            throw new EntityParseException($"Unexpected end tag at byte offset {start}");
        }

        _text.At += 2;
        var name = ReadName(_text.At);
        _text.SkipSpace();
        if (_text.Now != '>')
        {
            throw new EntityParseException($"Unclosed end tag at byte offset {start}");
        }

        if (name.Length > 0 && name != tag.Name)
        {
            throw new EntityParseException($"Unmatched end tag at byte offset {start}, expected \"</{tag.Name}>\", found \"</{name}>\"");
        }

        _text.At++;
        if (_text.Utf16 > tag.Offset)
        {
            AddEntity(tag, _text.Utf16 - tag.Offset);
        }
    }

    private string ReadName(int start)
    {
        while (!MarkupText.IsSpace(_text.Now) && _text.Now != '>')
        {
            _text.At++;
        }

        return _text.Slice(start, _text.At).ToLowerInvariant();
    }

    private void AddEntity(OpenTag tag, int length)
    {
        switch (tag.Name)
        {
            case "a":
                AddLink(tag, length);
                break;
            case "pre" when Twin("code", tag, length) is { Argument.Length: > 0 } code:
                _entities[^1] = code with { Type = "pre" };
                break;
            case "code" when tag.Argument.Length > 0 && Twin("pre", tag, length) is { } pre:
                _entities[^1] = pre with { Argument = tag.Argument };
                break;
            case "code":
                _entities.Add(new TextEntity("code", tag.Offset, length, tag.Argument.Length > 0 ? tag.Argument : null));
                break;
            case "blockquote":
                _entities.Add(new TextEntity(tag.Argument.Length > 0 ? "expandable_blockquote" : "blockquote", tag.Offset, length));
                break;
            case "tg-emoji":
                var known = long.TryParse(tag.Argument, NumberStyles.None, CultureInfo.InvariantCulture, out var emoji) && emoji != 0;
                _entities.Add(
                    known
                        ? new TextEntity("custom_emoji", tag.Offset, length, tag.Argument)
                        : throw new EntityParseException("Invalid custom emoji identifier specified")
                );
                break;
            case "tg-time" when tag.Time <= 0:
                break;
            default:
                _entities.Add(new TextEntity(HtmlTags.EntityOf(tag.Name), tag.Offset, length));
                break;
        }
    }

    private void AddLink(OpenTag tag, int length)
    {
        var address = tag.Argument.Length > 0 ? tag.Argument : _text.PlainFrom(tag.PlainStart);
        if (Links.ToEntity(address, tag.Offset, length) is { } link)
        {
            _entities.Add(link);
        }
    }

    /// <summary>The entity added last, if it covers the same stretch: pre around code, or code around pre, are one block with a language.</summary>
    private TextEntity? Twin(string type, OpenTag tag, int length) =>
        _entities is [.., var last] && last.Type == type && last.Offset == tag.Offset && last.Length == length ? last : null;
}

/// <summary>A start tag whose end has not come yet.</summary>
/// <param name="Start">Unit: bytes of the source.</param>
/// <param name="Offset">Unit: UTF-16 code units of the text.</param>
/// <param name="PlainStart">Unit: bytes of the text.</param>
internal sealed record OpenTag(string Name, int Start, int Offset, int PlainStart)
{
    public string Argument { get; set; } = "";

    /// <summary>Unix seconds of a tg-time.</summary>
    public int Time { get; set; }
}
