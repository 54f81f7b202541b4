using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Cuts what is quoted and quotes each piece.</summary>
internal static partial class QuoteSplitter
{
    public static void Split(PartBuilder part, string source)
    {
        var inner = Mark().Replace(source, "");
        var quoted = part.Nest(Quote, Quote);
        BlockSplitter.Document(quoted, inner);
        quoted.Close();
    }

    private static string Quote(string markdown) => "> " + markdown.Replace("\n", "\n> ", StringComparison.Ordinal);

    [GeneratedRegex("^ {0,3}> ?", RegexOptions.Multiline, 1000)]
    private static partial Regex Mark();
}
