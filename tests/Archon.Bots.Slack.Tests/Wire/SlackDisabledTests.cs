using Archon.Bots.Core.Health;
using Archon.Bots.Testing;

namespace Archon.Bots.Slack.Tests.Wire;

public sealed class SlackDisabledTests
{
    [Fact]
    public async Task Socket_Mode_that_is_switched_off_is_said_and_asked_for_again_after_a_minute()
    {
        var time = new WatchedTime();
        var rig = await SlackRig.StartAsync(time: time);
        await using var place = await SlackPlace.StartAsync(rig);
        await place.ReceiveAsync();

        await rig.ControlAsync("disconnect", new { mode = "link_disabled" });
        var pause = await time.AwaitedAsync(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
        var reason = Assert.Single(rig.Get<HealthParts>().All).Reason;
        time.Advance(pause);
        await place.SayAsync("are you there");
        var message = await place.Inbox.NextAsync(TestContext.Current.CancellationToken);

        Assert.Contains("switched off", reason, StringComparison.Ordinal);
        Assert.Equal("are you there", message.Text);
        Assert.True(rig.Get<HealthParts>().Ready);
    }
}
