using Archon.Bots.Core.Inbox;

namespace Archon.Bots.Core.Tests.Inbox;

public sealed class QueueLineTests
{
    [Fact]
    public void Nothing_waits_and_nothing_is_shown() => Assert.Null(QueueLine.Of(0, []));

    [Fact]
    public void What_waits_is_counted_and_quoted_in_order()
    {
        Assert.Equal("⏳ 1 message waits:\n- `one`", QueueLine.Of(1, ["one"])?.Markdown);
        Assert.Equal("⏳ 2 messages wait:\n- `one`\n- `two`", QueueLine.Of(2, ["one", "two"])?.Markdown);
    }

    [Fact]
    public void A_long_queue_names_its_first_and_counts_the_rest()
    {
        var first = Enumerable.Range(1, QueueLine.Named).Select(n => $"m{n}").ToList();

        var line = QueueLine.Of(99, first)!.Markdown;

        Assert.StartsWith("⏳ 99 messages wait:\n- `m1`\n", line, StringComparison.Ordinal);
        Assert.EndsWith("- `m10`\n- … and 89 more", line, StringComparison.Ordinal);
    }
}
