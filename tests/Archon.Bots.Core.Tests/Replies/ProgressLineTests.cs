using Archon.Bots.Core.Replies;

namespace Archon.Bots.Core.Tests.Replies;

public sealed class ProgressLineTests
{
    [Theory]
    [InlineData(125, 7, "✓ 2 min 5 s, 7 tools")]
    [InlineData(31, 1, "✓ 31 s, 1 tool")]
    [InlineData(60, 0, "✓ 1 min 0 s")]
    public void An_answered_turn_tells_how_long_it_took_and_what_it_used(int seconds, int tools, string expected) =>
        Assert.Equal(expected, ProgressLine.Answered(TimeSpan.FromSeconds(seconds), tools).Markdown);

    [Fact]
    public void A_failed_and_a_stopped_turn_say_so()
    {
        var took = TimeSpan.FromSeconds(40);

        Assert.Equal("⚠️ Failed after 40 s, 2 tools", ProgressLine.Failed(took, 2).Markdown);
        Assert.Equal("⏹ Stopped after 40 s", ProgressLine.Stopped(took, 0).Markdown);
    }
}
