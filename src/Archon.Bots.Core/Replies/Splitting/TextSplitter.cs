namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Cuts text without its style: for what has no better place to cut.</summary>
internal static class TextSplitter
{
    /// <summary>Puts what a reader would see of this Markdown.</summary>
    public static void Rendered(PartBuilder part, string markdown) => Text(part, PlainText.Of(markdown));

    public static void Text(PartBuilder part, string text)
    {
        var bounds = Cuts.Words(text);
        new Filling
        {
            Bounds = bounds,
            Piece = (first, last) => Markdown(text[bounds[first]..bounds[last]]),
            Cut = (first, last) => Cuts.Best(text, bounds, first, last),
            TooLarge = index => Graphemes(part, text[bounds[index]..bounds[index + 1]], Markdown),
            OnePieceInAPart = true,
        }.Into(part);
    }

    /// <summary>Cuts what has no white space between graphemes, and one grapheme between its code points.</summary>
    public static void Graphemes(PartBuilder part, string word, Func<string, string> piece)
    {
        var bounds = Cuts.Graphemes(word);
        new Filling
        {
            Bounds = bounds,
            Piece = (first, last) => piece(word[bounds[first]..bounds[last]]),
            TooLarge = index =>
            {
                if (bounds.Length > 2)
                {
                    Graphemes(part, word[bounds[index]..bounds[index + 1]], piece);
                    return;
                }

                // One code point over the limit: it has to go somewhere.
                part.Flush();
                part.Put(piece(word));
            },
            OnePieceInAPart = true,
        }.Into(part);
    }

    private static string Markdown(string text) => ReplyMarkdown.Escape(text.Trim());
}
