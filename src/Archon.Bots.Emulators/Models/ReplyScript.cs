using System.Text.RegularExpressions;

namespace Archon.Bots.Emulators.Models;

/// <summary>The prepared replies, in order, each with what is left of its <see cref="ScriptedReply.Times"/>.</summary>
internal sealed class ReplyScript
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];

    internal void Add(IEnumerable<ScriptedReply> replies)
    {
        // All are read before one is kept: a bad pattern must not leave half a script.
        var entries = replies.Select(reply => new Entry(reply)).ToList();
        lock (_gate)
        {
            _entries.AddRange(entries);
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _entries.Clear();
        }
    }

    /// <summary>The first reply that fits, and its name; or the echo.</summary>
    internal (ScriptedReply Reply, string Name) Take(PromptBlock? subject, bool isMain)
    {
        var text = subject?.Text ?? "";
        var fallback = subject is { Kind: BlockKind.ToolResult }
            ? (Reply: new ScriptedReply { Text = $"tool result: {FirstLine(text)}" }, Name: "tool result")
            : (Reply: new ScriptedReply { Text = $"echo: {text}" }, Name: "echo");
        lock (_gate)
        {
            var index = _entries.FindIndex(entry => entry.Fits(text, isMain));
            if (index < 0)
            {
                return fallback;
            }

            _entries[index].Use();
            var reply = _entries[index].Reply;
            return (reply.HasContent || reply.Hang ? reply : reply with { Text = fallback.Reply.Text }, $"script {index + 1}");
        }
    }

    private static string FirstLine(string text)
    {
        const int Longest = 80;
        var line = text.AsSpan().Trim();
        var end = line.IndexOf('\n');
        line = end < 0 ? line : line[..end];
        return line.Length > Longest ? $"{line[..Longest]}…" : line.ToString();
    }

    private sealed class Entry(ScriptedReply reply)
    {
        private readonly Regex? _match = reply.Match is null ? null : new Regex(reply.Match, RegexOptions.Singleline, MatchTimeout);
        private int _used;

        internal ScriptedReply Reply => reply;

        internal bool Fits(string text, bool main) =>
            (reply.Times <= 0 || _used < reply.Times) && (reply.Main is null || reply.Main == main) && _match?.IsMatch(text) != false;

        internal void Use() => _used++;
    }
}
