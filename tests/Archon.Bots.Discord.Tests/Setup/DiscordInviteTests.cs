using System.Net;
using System.Net.Sockets;
using Archon.Bots.Core.Settings;
using Archon.Bots.Discord.Setup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Tests.Setup;

public sealed class DiscordInviteTests
{
    [Fact]
    public void It_asks_for_the_permissions_that_the_bot_uses_and_for_no_others()
    {
        var address = DiscordInvite.Of("1234").AbsoluteUri;

        Assert.Equal(
            "https://discord.com/oauth2/authorize?client_id=1234&scope=bot+applications.commands&permissions=309237746752",
            address
        );
    }

    [Fact]
    public void Each_permission_has_the_bit_that_Discord_gives_it()
    {
        var bits = Enum.GetValues<DiscordPermissions>()
            .Where(permission => long.IsPow2((long)permission))
            .ToDictionary(permission => permission.ToString(), permission => (int)long.Log2((long)permission));

        Assert.Equal(
            new Dictionary<string, int>
            {
                ["AddReactions"] = 6,
                ["ViewChannel"] = 10,
                ["SendMessages"] = 11,
                ["AttachFiles"] = 15,
                ["ReadMessageHistory"] = 16,
                ["CreatePublicThreads"] = 35,
                ["SendMessagesInThreads"] = 38,
            },
            bits
        );
    }

    [Fact]
    public async Task The_application_is_that_of_the_token()
    {
        var asked = ("", "", "");
        await using var discord = await StartAsync(context =>
        {
            var request = context.Request;
            asked = (request.Path.ToString(), request.Headers.Authorization.ToString(), request.Headers.UserAgent.ToString());
            return context.Response.WriteAsJsonAsync(new { id = "53908099506183680", name = "archon" });
        });

        var address = await AskAsync(discord);

        var (path, authorization, userAgent) = asked;
        Assert.Equal(DiscordInvite.Of("53908099506183680"), address);
        Assert.Equal(("/api/v10/applications/@me", $"Bot {DiscordServices.Token}"), (path, authorization));
        Assert.Matches(@"^DiscordBot \(https://\S+, [0-9.]+\)$", userAgent);
    }

    [Fact]
    public async Task A_token_that_Discord_does_not_know_is_named_and_not_shown()
    {
        await using var discord = await StartAsync(Answer(401, """{"message":"401: Unauthorized","code":0}"""));

        var error = await Assert.ThrowsAsync<SettingsException>(() => AskAsync(discord));

        Assert.Contains("DISCORD_BOT_TOKEN", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(DiscordServices.Token, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html>", "tells no application")]
    [InlineData(200, "[]", "tells no application")]
    [InlineData(200, """{"id":"1&scope=x"}""", "tells no application")]
    [InlineData(302, "", "answers 302")]
    [InlineData(429, "{}", "answers 429")]
    [InlineData(503, "", "answers 503")]
    public async Task An_answer_of_another_kind_is_told(int status, string body, string expected)
    {
        await using var discord = await StartAsync(Answer(status, body));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(discord));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named()
    {
        await using var discord = await StartAsync(context =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
        );

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(discord, ("CallTimeout", "00:00:01")));

        Assert.Contains("No answer from http://127.0.0.1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://{listener.LocalEndpoint}";
        listener.Stop();
        await using var services = DiscordServices.Of(("BaseUrl", address));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
            services.DiscordInviteAsync(TestContext.Current.CancellationToken)
        );

        Assert.Contains($"No answer from {address}", error.Message, StringComparison.Ordinal);
    }

    private static async Task<Uri> AskAsync(WebApplication discord, params (string, string?)[] settings)
    {
        await using var services = DiscordServices.Of([("BaseUrl", discord.Urls.Single()), .. settings]);
        return await services.DiscordInviteAsync(TestContext.Current.CancellationToken);
    }

    private static RequestDelegate Answer(int status, string body) =>
        context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://elsewhere.test/";
            return context.Response.WriteAsync(body);
        };

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
