using System.Net;
using Archon.Bots.Emulators.Slack;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Slack;

public sealed class LimitTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task A_channel_takes_four_posts_at_once_and_then_one_a_second()
    {
        await using var rig = await StartAsync();

        var burst = await CallAsync(rig, "chat.postMessage", 6);
        _time.Advance(TimeSpan.FromSeconds(1));
        var later = await CallAsync(rig, "chat.postMessage", 2);

        Assert.Equal(4, burst.Count(status => status == HttpStatusCode.OK));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests], later);
    }

    [Fact]
    public async Task Another_channel_has_posts_of_its_own()
    {
        await using var rig = await StartAsync();
        await CallAsync(rig, "chat.postMessage", 5);

        await rig.PostAsync("x", "C0RANDOM01");
    }

    [Theory]
    [InlineData("chat.stopStream", 20)]
    [InlineData("chat.update", 50)]
    [InlineData("chat.appendStream", 100)]
    public async Task Other_methods_have_their_tier(string method, int perMinute)
    {
        await using var rig = await StartAsync();

        var answers = await CallAsync(rig, method, perMinute + 1);

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.DoesNotContain(HttpStatusCode.TooManyRequests, answers[..^1]);
    }

    private async Task<SlackRig> StartAsync()
    {
        var rig = await SlackRig.StartAsync(new SlackEmulatorOptions { Time = _time });
        await rig.ControlAsync("limits", new { enforce = true });
        return rig;
    }

    private static async Task<List<HttpStatusCode>> CallAsync(SlackRig rig, string method, int times)
    {
        var answers = new List<HttpStatusCode>();
        for (var time = 0; time < times; time++)
        {
            using var response = await rig.PostAsync(method, new { channel = SlackRig.General, text = "x" });
            answers.Add(response.StatusCode);
        }

        return answers;
    }
}
