using System.Net;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Emulators.Tests.Discord;

public sealed class LimitTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_channel_takes_five_posts_in_five_seconds_and_says_so()
    {
        await using var rig = await StartAsync();
        for (var post = 0; post < 5; post++)
        {
            await rig.PostAsync("x");
        }

        using var sixth = await TryAsync(rig);
        var body = JsonNode.Parse(await sixth.Content.ReadAsStringAsync(Ended))!;

        Assert.Equal(HttpStatusCode.TooManyRequests, sixth.StatusCode);
        Assert.Equal(("user", "0"), (Header(sixth, "X-RateLimit-Scope"), Header(sixth, "X-RateLimit-Remaining")));
        Assert.StartsWith("post", Header(sixth, "X-RateLimit-Bucket"), StringComparison.Ordinal);
        Assert.Equal((5.0, false), ((double)body["retry_after"]!, (bool)body["global"]!));
        _time.Advance(TimeSpan.FromSeconds(5));
        await rig.PostAsync("x");
    }

    [Fact]
    public async Task Another_channel_has_a_bucket_of_its_own()
    {
        await using var rig = await StartAsync();
        for (var post = 0; post < 5; post++)
        {
            await rig.PostAsync("x");
        }

        await rig.PostAsync("x", rig.Channel("dev"));
    }

    [Fact]
    public async Task One_reaction_passes_in_a_quarter_of_a_second()
    {
        await using var rig = await StartAsync();
        var id = await rig.SayAsync("hello");
        var path = $"channels/{rig.General}/messages/{id}/reactions/{Uri.EscapeDataString("👀")}/@me";
        await rig.DoAsync(HttpMethod.Put, path);

        using var second = await rig.SendAsync(HttpMethod.Delete, path);
        _time.Advance(TimeSpan.FromSeconds(0.25));

        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        await rig.DoAsync(HttpMethod.Delete, path);
    }

    [Fact]
    public async Task A_call_before_its_time_is_written_down()
    {
        await using var rig = await StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                kind = "429-global",
                retryAfter = 2,
                count = 1,
            }
        );
        using var refused = await TryAsync(rig);

        await rig.PostAsync("too early");

        Assert.Equal("true", Header(refused, "X-RateLimit-Global"));
        Assert.Contains("retry_before_retry_after", await rig.ViolationsAsync());
    }

    [Theory]
    [InlineData("500", 500)]
    [InlineData("503", 503)]
    [InlineData("429", 429)]
    [InlineData("429-cloudflare", 429)]
    public async Task A_call_that_was_to_fail_fails_and_does_nothing(string kind, int status)
    {
        await using var rig = await StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                route = "POST .*/messages$",
                kind,
                count = 1,
            }
        );

        using var failed = await TryAsync(rig);

        Assert.Equal(status, (int)failed.StatusCode);
        Assert.Empty((await rig.LookAsync("transcript")).AsArray());
    }

    [Fact]
    public async Task A_call_can_fail_after_its_work_was_done()
    {
        await using var rig = await StartAsync();
        await rig.ControlAsync(
            "fault",
            new
            {
                route = "POST .*/messages$",
                kind = "500",
                count = 1,
                after = true,
            }
        );

        using var failed = await TryAsync(rig);

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Single((await rig.LookAsync("transcript")).AsArray());
    }

    [Fact]
    public async Task A_connection_can_be_reset_in_the_middle_of_a_call()
    {
        await using var rig = await StartAsync();
        await rig.ControlAsync("fault", new { kind = "reset", count = 1 });

        await Assert.ThrowsAsync<HttpRequestException>(() => TryAsync(rig));
    }

    [Fact]
    public async Task A_token_that_is_wrong_is_refused_and_counted()
    {
        await using var rig = await StartAsync();
        using var stranger = new HttpClient { BaseAddress = new UriBuilder(rig.Gateway) { Scheme = "http" }.Uri };

        using var refused = await stranger.GetAsync(new Uri("api/v10/users/@me", UriKind.Relative), Ended);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(1, (int)(await rig.LookAsync("state"))["counters"]!["invalidRequests"]!);
    }

    [Fact]
    public async Task No_token_stands_in_what_was_written_down()
    {
        await using var rig = await StartAsync();
        await rig.PostAsync($"my token is {rig.Token}");

        Assert.DoesNotContain(rig.Token, (await rig.LookAsync("calls")).ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("token_leak", await rig.ViolationsAsync());
    }

    [Fact]
    public async Task A_reset_forgets_what_was_said_and_keeps_sessions()
    {
        await using var rig = await StartAsync();
        var (socket, _) = await GatewaySocket.BeginAsync(rig);
        using var connection = socket;
        await rig.PostAsync("forget me");
        await socket.EventAsync("MESSAGE_CREATE");

        await rig.ControlAsync("reset", new { });

        Assert.Empty((await rig.LookAsync("transcript")).AsArray());
        await rig.SayAsync("still told");
        Assert.Equal("still told", (string?)(await socket.EventAsync("MESSAGE_CREATE"))["d"]!["content"]);
    }

    private async Task<DiscordRig> StartAsync()
    {
        var rig = await DiscordRig.StartAsync(new DiscordEmulatorOptions { Time = _time });
        await rig.ControlAsync("limits", new { enforce = true });
        return rig;
    }

    private static Task<HttpResponseMessage> TryAsync(DiscordRig rig) =>
        rig.SendAsync(HttpMethod.Post, $"channels/{rig.General}/messages", new { content = "x" });

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
