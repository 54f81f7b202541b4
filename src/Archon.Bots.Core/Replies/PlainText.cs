namespace Archon.Bots.Core.Replies;

/// <summary>What a reader sees of a Markdown text where nothing is rendered.</summary>
public static class PlainText
{
    public static string Of(string markdown) => FlatText.Of(markdown, TableLayout.Joined).Text;
}
