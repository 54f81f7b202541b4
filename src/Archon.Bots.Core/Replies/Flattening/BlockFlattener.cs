using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;

namespace Archon.Bots.Core.Replies.Flattening;

/// <summary>Walks the blocks of a document: lists get bullets, headings become bold lines, tables lines of cells.</summary>
internal sealed class BlockFlattener
{
    /// <summary>How a rule is drawn.</summary>
    private const string Rule = "———";

    private readonly FlatBuilder _builder = new();
    private readonly string _source;
    private readonly TableLayout _tables;
    private bool _quoted;

    private BlockFlattener(string source, TableLayout tables)
    {
        _source = source;
        _tables = tables;
    }

    public static FlatText Flatten(ReplyMarkdown markdown, TableLayout tables)
    {
        var flattener = new BlockFlattener(markdown.Source, tables);
        flattener.WriteBlocks(markdown.Document);
        return flattener._builder.Build();
    }

    private void WriteBlocks(ContainerBlock parent)
    {
        Block? last = null;
        foreach (var block in parent)
        {
            if (block is LinkReferenceDefinitionGroup)
            {
                continue;
            }

            if (last is not null)
            {
                _builder.Break(IsBlankLineBetween(last, block) ? 2 : 1);
            }

            WriteBlock(block);
            last = block;
        }
    }

    private void WriteBlock(Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                var bold = _builder.Open(FlatStyle.Bold);
                InlineFlattener.Write(_builder, heading.Inline);
                _builder.Close(bold);
                break;
            case CodeBlock code:
                WriteCode(code);
                break;
            case ThematicBreakBlock:
                _builder.Append(Rule);
                break;
            case LeafBlock { Inline: { } inline }:
                InlineFlattener.Write(_builder, inline);
                break;
            case LeafBlock leaf:
                _builder.Append(leaf.Lines.ToString());
                break;
            case QuoteBlock quote:
                WriteQuote(quote);
                break;
            case ListBlock list:
                WriteList(list);
                break;
            case Table table when _tables == TableLayout.Aligned:
                var preformatted = _builder.Open(FlatStyle.Preformatted);
                _builder.Append(TableText.Align(table));
                _builder.Close(preformatted);
                break;
            case Table table:
                _builder.Append(TableText.Join(table));
                break;
            case ContainerBlock container:
                WriteBlocks(container);
                break;
        }
    }

    private void WriteCode(CodeBlock code)
    {
        var language = (code as FencedCodeBlock)?.Info;
        var span = _builder.Open(FlatStyle.Preformatted, string.IsNullOrWhiteSpace(language) ? null : language);
        _builder.Append(code.Lines.ToString());
        _builder.Close(span);
    }

    private void WriteQuote(QuoteBlock quote)
    {
        if (_quoted)
        {
            WriteBlocks(quote);
            return;
        }

        var span = _builder.Open(FlatStyle.Quote);
        _quoted = true;
        WriteBlocks(quote);
        _quoted = false;
        _builder.Close(span);
    }

    private void WriteList(ListBlock list)
    {
        var number = list.IsOrdered && long.TryParse(list.OrderedStart, out var start) ? start : 1;
        for (var index = 0; index < list.Count; index++, number++)
        {
            if (index > 0)
            {
                _builder.Break(list.IsLoose ? 2 : 1);
            }

            var item = (ListItemBlock)list[index];
            var marker =
                item is [ParagraphBlock { Inline.FirstChild: TaskList }, ..] ? ""
                : list.IsOrdered ? $"{number}. "
                : "• ";
            _builder.StartLine();
            _builder.Append(marker);
            var outer = _builder.Indent(Math.Max(marker.Length, 2));
            if (item is [CodeBlock or Table, ..])
            {
                _builder.Break(1);
            }

            WriteBlocks(item);
            _builder.Outdent(outer);
        }
    }

    private bool IsBlankLineBetween(Block first, Block second)
    {
        var from = Math.Clamp(first.Span.End, 0, _source.Length);
        var to = Math.Clamp(second.Span.Start, from, _source.Length);
        return _source.AsSpan(from, to - from).Count('\n') > 1;
    }
}
