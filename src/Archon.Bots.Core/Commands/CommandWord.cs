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
        return words.Contains(word) ? null : NearestWord.Of(word, words);
    }

    [GeneratedRegex(
        @"^[/!](?<word>[A-Za-z][A-Za-z0-9_:-]*)(?:\s+(?<rest>.*))?$",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pattern();
}
