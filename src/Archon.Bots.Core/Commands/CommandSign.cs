using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Commands;

/// <summary>
/// Our own texts name commands as <c>`/word`</c>. Where a platform keeps the slash for itself, they name the sign that works there. Pure.
/// </summary>
internal static partial class CommandSign
{
    public const char Slash = '/';

    private static readonly FrozenSet<string> _words = CommandWord
        .Known.Concat(CommandWord.ForAdmins)
        .Select(known => known.Word.Split(' ')[0])
        .Append("pair")
        .ToFrozenSet(StringComparer.Ordinal);

    /// <param name="text">Of ours, never the agent's.</param>
    public static string In(string text, char sign) =>
        sign == Slash
            ? text
            : Command()
                .Replace(text, found => _words.Contains(found.Groups["word"].Value) ? $"`{sign}{found.Groups["word"]}" : found.Value);

    [GeneratedRegex("`/(?<word>[a-z]+)(?=[ `])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();
}
