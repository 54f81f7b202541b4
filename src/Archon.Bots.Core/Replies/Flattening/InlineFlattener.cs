using Markdig.Extensions.TaskLists;
using Markdig.Syntax.Inlines;

namespace Archon.Bots.Core.Replies.Flattening;

/// <summary>Walks the inlines of one paragraph without recursion: a text of brackets alone nests thousands deep.</summary>
internal static class InlineFlattener
{
    public static void Write(FlatBuilder builder, ContainerInline? root)
    {
        var open = new Stack<(Inline Owner, int Span)>();
        var node = root?.FirstChild;
        while (node is not null)
        {
            if (Enter(builder, node) is { } span)
            {
                open.Push((node, span));
            }

            if (node is ContainerInline { FirstChild: { } child })
            {
                node = child;
                continue;
            }

            while (node is not null && node != root)
            {
                if (open.TryPeek(out var last) && last.Owner == node)
                {
                    builder.Close(open.Pop().Span);
                }

                if (node.NextSibling is { } next)
                {
                    node = next;
                    break;
                }

                node = node.Parent;
            }

            if (node == root)
            {
                return;
            }
        }
    }

    private static int? Enter(FlatBuilder builder, Inline node)
    {
        switch (node)
        {
            case LiteralInline literal:
                builder.Append(literal.Content.AsSpan());
                return null;
            case EmphasisInline emphasis:
                return builder.Open(Style(emphasis));
            case LinkInline { IsAutoLink: true }:
                // The bare address is its own text, and platforms link it themselves.
                return null;
            case LinkInline link:
                var span = builder.Open(FlatStyle.Link, link.Url);
                if (link.FirstChild is null)
                {
                    builder.Append(link.Url);
                }

                return span;
            case CodeInline code:
                var codeSpan = builder.Open(FlatStyle.Code);
                builder.Append(code.Content);
                builder.Close(codeSpan);
                return null;
            case LineBreakInline:
                builder.NewLine();
                return null;
            case TaskList task:
                builder.Append(task.Checked ? "☑" : "☐");
                return null;
            case HtmlEntityInline entity:
                builder.Append(entity.Transcoded.AsSpan());
                return null;
            case AutolinkInline autolink:
                builder.Append(autolink.Url);
                return null;
            case HtmlInline html:
                builder.Append(html.Tag);
                return null;
            case DelimiterInline delimiter:
                builder.Append(delimiter.ToLiteral());
                return null;
            default:
                return null;
        }
    }

    private static FlatStyle Style(EmphasisInline emphasis) =>
        (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
        {
            ('~', _) => FlatStyle.Strike,
            (_, 1) => FlatStyle.Italic,
            _ => FlatStyle.Bold,
        };
}
