using System.Text;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Telegram.Rendering;

/// <summary>The tags that are open; opens and closes as few as needed to have others.</summary>
internal sealed class TelegramTags(StringBuilder html, int budget)
{
    private readonly List<FlatSpan> _open = [];
    private int _left = budget;

    public void Become(List<FlatSpan> wanted)
    {
        var common = 0;
        while (common < _open.Count && common < wanted.Count && _open[common] == wanted[common])
        {
            common++;
        }

        for (var index = _open.Count - 1; index >= common; index--)
        {
            html.Append(Closing(_open[index]));
        }

        _open.RemoveRange(common, _open.Count - common);
        foreach (var span in wanted.Skip(common))
        {
            if (_left == 0)
            {
                return;
            }

            _left--;
            AppendOpening(span);
            _open.Add(span);
        }
    }

    private void AppendOpening(FlatSpan span)
    {
        switch (span)
        {
            case { Style: FlatStyle.Link }:
                AppendWithArgument("<a href=\"", span.Argument!, "\">");
                break;
            case { Style: FlatStyle.Preformatted, Argument: not null }:
                AppendWithArgument("<pre><code class=\"language-", span.Argument, "\">");
                break;
            default:
                html.Append('<').Append(Tag(span.Style)).Append('>');
                break;
        }
    }

    private void AppendWithArgument(string before, string argument, string after)
    {
        html.Append(before);
        TelegramHtml.Escape(html, argument);
        html.Append(after);
    }

    private static string Closing(FlatSpan span) =>
        span is { Style: FlatStyle.Preformatted, Argument: not null } ? "</code></pre>" : $"</{Tag(span.Style)}>";

    private static string Tag(FlatStyle style) =>
        style switch
        {
            FlatStyle.Bold => "b",
            FlatStyle.Italic => "i",
            FlatStyle.Strike => "s",
            FlatStyle.Code => "code",
            FlatStyle.Preformatted => "pre",
            FlatStyle.Link => "a",
            FlatStyle.Quote => "blockquote",
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
