using System.Text;

namespace Archon.Bots.Core.Messages;

/// <summary>One text out of the messages that a client has made of it. Pure.</summary>
public static class JoinedText
{
    /// <summary>
    /// Where a client cuts a text that offers no better place. Unit: UTF-16 code units. Source: Telegram, longest text of a message; no
    /// other platform's clients cut.
    /// </summary>
    private const int CutAt = 4096;

    /// <summary>
    /// A full part was cut within its line and goes on without a sign. A shorter one was cut at a line's end, which the platform has trimmed
    /// off, so that it is put back: nothing in its place would run two lines of code together, a line too many breaks at most a sentence.
    /// </summary>
    public static string Of(IEnumerable<string> parts)
    {
        var text = new StringBuilder();
        var last = "";
        foreach (var part in parts.Where(part => part.Length > 0))
        {
            if (last.Length is > 0 and < CutAt)
            {
                text.Append('\n');
            }

            text.Append(part);
            last = part;
        }

        return text.ToString();
    }
}
