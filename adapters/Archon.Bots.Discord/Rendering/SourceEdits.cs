using System.Text;

namespace Archon.Bots.Discord.Rendering;

/// <summary>Replacements at places of a text. What begins within one that came before it goes with that one.</summary>
internal sealed class SourceEdits(string source)
{
    private readonly List<(int Start, int Length, string Text)> _edits = [];

    public void Insert(int at, string text) => _edits.Add((at, 0, text));

    /// <param name="end">The place behind the last character that goes.</param>
    public void Replace(int start, int end, string text) => _edits.Add((start, Math.Clamp(end, start, source.Length) - start, text));

    public string Apply()
    {
        if (_edits.Count == 0)
        {
            return source;
        }

        var text = new StringBuilder(source.Length + 64);
        var position = 0;
        foreach (var (start, length, replacement) in _edits.OrderBy(edit => edit.Start))
        {
            if (start >= position)
            {
                text.Append(source, position, start - position).Append(replacement);
                position = start + length;
            }
        }

        return text.Append(source, position, source.Length - position).ToString();
    }
}
