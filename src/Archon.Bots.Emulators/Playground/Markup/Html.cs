using System.Runtime.CompilerServices;
using System.Text;

namespace Archon.Bots.Emulators.Playground.Markup;

/// <summary>Markup that may stand in a page. It is made by <see cref="Of"/>, which escapes every text that is put in.</summary>
internal readonly record struct Html
{
    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Empty => default;

    public static Html Of(ref Writer writer) => new(writer.ToString());

    /// <summary>What a renderer has made that escapes by itself.</summary>
    public static Html Rendered(string markup) => new(markup);

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts));

    public override string ToString() => _markup ?? "";

    /// <summary>Texts are escaped, for elements and quoted attributes alike; what is markup already goes in as it is.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Writer
    {
        private readonly StringBuilder _text;

        public Writer(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(Html markup) => _text.Append(markup.ToString());

        public void AppendFormatted(int number) => _text.Append(number);

        public void AppendFormatted(string? text)
        {
            foreach (var letter in text ?? "")
            {
                _ = letter switch
                {
                    '&' => _text.Append("&amp;"),
                    '<' => _text.Append("&lt;"),
                    '>' => _text.Append("&gt;"),
                    '"' => _text.Append("&quot;"),
                    '\'' => _text.Append("&#39;"),
                    _ => _text.Append(letter),
                };
            }
        }

        public override string ToString() => _text.ToString();
    }
}
