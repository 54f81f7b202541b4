using Archon.Bots.Core.Replies;
using Archon.Bots.Telegram.Rendering;
using BenchmarkDotNet.Attributes;

namespace Archon.Bots.Bench.Micro;

/// <summary>From an agent's Markdown to what Telegram is sent.</summary>
[MemoryDiagnoser]
public class ReplyBenches
{
    /// <summary>Unit: UTF-16 code units of one message. Source: Bot API, sendMessage.</summary>
    private const int Limit = 4096;

    private const string Paragraphs = """
        ## What I changed

        The *offset* moves only **past what was stored**, see [the docs](https://example.org/poll) and `TelegramPolling`:

        - a first item with `code` in it,
        - a second one that is rather longer than the first, so that it has to be broken somewhere,
        - and a third.

        ```csharp
        while (true)
        {
            var batch = await PollAsync(offset, cancellationToken);
        }
        ```

        | room | may touch |
        |---|---|
        | inbox | rows |
        | pump | the platform |


        """;

    private readonly string _short = Paragraphs;
    private readonly string _long = string.Concat(Enumerable.Repeat(Paragraphs, 30));

    [Benchmark]
    public string RenderShort() => TelegramHtml.Render(_short);

    [Benchmark]
    public string RenderLong() => TelegramHtml.Render(_long);

    [Benchmark]
    public int SplitShort() => ReplySplitter.Split(_short, Limit, TelegramHtml.Measure).Length;

    [Benchmark]
    public int SplitLong() => ReplySplitter.Split(_long, Limit, TelegramHtml.Measure).Length;
}
