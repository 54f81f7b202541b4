using System.Text;
using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>What <c>[label]: address</c> lines define counts for the whole answer, so each part that uses one gets it.</summary>
internal sealed class LinkDefinitions
{
    private readonly List<(string Label, string Line)> _all;

    private LinkDefinitions(List<(string, string)> all) => _all = all;

    public static LinkDefinitions Of(MarkdownDocument document) =>
        new([
            .. document
                .Descendants<LinkReferenceDefinition>()
                .Where(definition => definition is { Label: not null, Url: not null })
                .Select(definition => (definition.Label!, $"[{definition.Label}]: <{definition.Url}>")),
        ]);

    public string AppendTo(string part)
    {
        if (_all.Count == 0)
        {
            return part;
        }

        var whole = new StringBuilder(part);
        foreach (var (label, line) in _all)
        {
            if (
                part.Contains($"[{label}]", StringComparison.OrdinalIgnoreCase)
                && !part.Contains($"[{label}]:", StringComparison.OrdinalIgnoreCase)
            )
            {
                whole.Append("\n\n").Append(line);
            }
        }

        return whole.ToString();
    }
}
