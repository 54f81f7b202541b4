using Archon.Bots.Discord.Gateway;

namespace Archon.Bots.Discord.Tests.Gateway;

public sealed class GatewayProgressTests
{
    [Fact]
    public void Only_what_is_done_with_all_before_it_counts()
    {
        var progress = new GatewayProgress(4);
        progress.Begin(5);
        progress.Begin(6);
        progress.Begin(7);

        progress.End(7);
        Assert.Equal((4, 7), (progress.Done, progress.Received));
        progress.End(5);
        Assert.Equal(5, progress.Done);
        progress.End(6);
        Assert.Equal(7, progress.Done);
    }

    [Fact]
    public void What_was_not_taken_is_sent_again_and_done_then()
    {
        var progress = new GatewayProgress(null);
        progress.Begin(1);
        progress.Begin(2);
        progress.End(2);

        Assert.Equal(0, progress.Done);
        progress.Begin(1);
        progress.Begin(2);
        progress.End(1);
        progress.End(2);

        Assert.Equal((2, 2), (progress.Done, progress.Received));
    }
}
