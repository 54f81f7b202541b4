namespace Archon.Bots.Core.Messages;

/// <summary>Texts that are too long, cut between characters. All lengths in UTF-16 code units. Pure.</summary>
public static class TextCut
{
    private const string Missing = "…";

    /// <summary>The text, or its beginning with a sign that something is missing.</summary>
    /// <param name="longest">With the sign; at least 2.</param>
    public static string Shorten(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= longest ? text : Start(text, longest - Missing.Length) + Missing;
    }

    /// <summary>The text, or its beginning.</summary>
    /// <param name="longest">At least 1.</param>
    public static string Start(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];
    }

    /// <summary>The text, or its end.</summary>
    /// <param name="longest">At least 1.</param>
    public static string End(string text, int longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= longest ? text : text[(text.Length - longest + (char.IsLowSurrogate(text[^longest]) ? 1 : 0))..];
    }
}
