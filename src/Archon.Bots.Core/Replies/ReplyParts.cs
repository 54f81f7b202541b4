using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;

namespace Archon.Bots.Core.Replies;

/// <summary>How a text is laid out in messages, so that no reply floods its chat. Pure.</summary>
/// <param name="limit">Longest part. Unit: that of <paramref name="measure"/>.</param>
/// <param name="maxParts">Most messages of text.</param>
internal sealed class ReplyParts(int limit, Func<string, int> measure, int maxParts)
{
    private const string FileName = "answer.md";
    private const string Caption = "The whole answer is in the file.";

    /// <summary>All parts, or the first one and a file with the whole text.</summary>
    public ImmutableArray<ReplyBody> Final(string markdown)
    {
        var parts = Split(markdown);
        return parts.Length <= maxParts
            ? [.. parts.Select(part => new ReplyBody(part))]
            : [new ReplyBody(parts[0]), new ReplyBody(Caption) { File = new ReplyFile(FileName, markdown) }];
    }

    /// <summary>
    /// The first messages stay as they are and the last one shows the newest part: the reader sees the news, and no more than one message
    /// changes with each of them.
    /// </summary>
    public ImmutableArray<ReplyBody> Preview(string markdown)
    {
        var parts = Split(markdown);
        if (parts.Length > maxParts)
        {
            parts = [.. parts[..(maxParts - 1)], Newest(parts[^1], parts.Length - maxParts)];
        }

        return [.. parts.Select(part => new ReplyBody(part))];
    }

    private string Newest(string part, int leftOut)
    {
        var whole = $"_… {leftOut.ToString(CultureInfo.InvariantCulture)} more above, the whole comes as a file …_\n\n{part}";
        return measure(whole) <= limit ? whole : part;
    }

    /// <summary>A text of which nothing is to be seen has a part, too: no reply ends in silence.</summary>
    private ImmutableArray<string> Split(string markdown) =>
        ReplySplitter.Split(markdown, limit, measure) is { IsEmpty: false } parts ? parts : [Stump.Placeholder];
}
