using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Commands;

/// <summary>The first word of a message if it is a command: <c>/word</c> or <c>!word</c>, and what follows.</summary>
/// <param name="Word">Lower case, without its sign.</param>
internal readonly partial record struct CommandWord(string Word, string Rest)
{
    private static readonly FrozenDictionary<string, CommandWord> _said = new Dictionary<string, CommandWord>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["help"] = new("help", ""),
        ["status"] = new("status", ""),
        ["queue"] = new("queue", ""),
        ["stop"] = new("stop", ""),
        ["stop all"] = new("stop", "all"),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What our users may type, in the order of the help.</summary>
    public static IReadOnlyList<(string Word, string Help)> Known { get; } =
    [
        ("help", "what I understand"),
        ("status", "what runs, what waits, which session and directory"),
        ("queue", "the messages that wait"),
        ("why", "what became of the message that you reply to, or of the last one"),
        ("cost", "tokens and price of this conversation"),
        ("stop", "stop the running turn; the next message starts"),
        ("stop all", "stop it and take back what waits"),
        ("approve", "allow once what the agent asks; as a reply to its question if there are several"),
        ("deny", "deny it; what follows is the reason, which the agent is told"),
        ("reset", "end the session and start fresh in the same directory"),
        ("new", "start fresh in a new directory with default settings"),
    ];

    /// <summary>What owners and admins may type beside that.</summary>
    public static IReadOnlyList<(string Word, string Help)> ForAdmins { get; } =
    [
        ("users", "who may use me, and as what"),
        ("allow <id> [role]", "let somebody in; without the id as a reply to what they wrote"),
        ("deny <id>", "take that back"),
    ];

    /// <summary>Null: plain text. A path (<c>/usr/bin</c>) is plain text.</summary>
    public static CommandWord? Of(string text) =>
        Pattern().Match(text.Trim()) is { Success: true } match
            ? new CommandWord(match.Groups["word"].Value.ToLowerInvariant(), match.Groups["rest"].Value.Trim())
            : null;

    /// <summary>As <see cref="Of"/>; beside the bot's mention a control's word needs no sign if nothing else is said.</summary>
    public static CommandWord? OfMention(string text) =>
        _said.TryGetValue(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), out var command)
            ? command
            : Of(text);

    /// <summary>The command of ours that an unknown word probably meant; null: it is known, or nothing is near.</summary>
    public static string? NearestKnown(string word)
    {
        var words = Known.Select(known => known.Word).ToList();
        return words.Contains(word) ? null : Nearest(word, words);
    }

    /// <summary>The known command that a typo probably meant; null: nothing is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (candidate, distance: Distance(word, candidate)))
            .Where(pair => pair.distance <= Math.Max(1, pair.candidate.Length / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours count one each.</summary>
    private static int Distance(string left, string right)
    {
        var table = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            table[i, 0] = i;
        }

        for (var j = 0; j <= right.Length; j++)
        {
            table[0, j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[left.Length, right.Length];
    }

    [GeneratedRegex(
        @"^[/!](?<word>[A-Za-z][A-Za-z0-9_:-]*)(?:\s+(?<rest>.*))?$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pattern();
}
