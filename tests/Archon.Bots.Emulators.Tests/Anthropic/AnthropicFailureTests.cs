using System.Collections.Immutable;
using System.Net;
using Archon.Bots.Emulators.Models;
using static Archon.Bots.Emulators.Tests.Anthropic.AnthropicRig;

namespace Archon.Bots.Emulators.Tests.Anthropic;

public sealed class AnthropicFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scripted_error_has_the_apis_shape_and_headers()
    {
        await using var rig = await StartAsync();
        var headers = ImmutableDictionary<string, string>.Empty.Add("anthropic-ratelimit-unified-status", "rejected");
        rig.Emulator.Script(new ScriptedReply { Error = new ScriptedError(429, Message: "slow down", RetryAfter: 7, Headers: headers) });

        using var response = await rig.PostAsync(Body(stream: true, User("hi")));
        var error = (await ReadJsonAsync(response)).GetProperty("error");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal("rate_limit_error", error.GetProperty("type").GetString());
        Assert.Equal("slow down", error.GetProperty("message").GetString());
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
        Assert.Equal("rejected", Assert.Single(response.Headers.GetValues("anthropic-ratelimit-unified-status")));
        Assert.True(response.Headers.Contains("request-id"));
    }

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(500, "api_error")]
    [InlineData(529, "overloaded_error")]
    public async Task The_type_of_an_error_follows_its_status(int status, string type)
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Error = new ScriptedError(status) });

        using var response = await rig.PostAsync(Body(stream: true, User("hi")));
        var error = await ReadJsonAsync(response);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, error.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_drop_before_the_answer_closes_the_socket()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Drop = ScriptedDrop.Before });

        await Assert.ThrowsAsync<HttpRequestException>(() => rig.PostAsync(Body(stream: true, User("hi"))));

        var request = Assert.Single(rig.Emulator.Requests);
        Assert.False(await request.Ended);
    }

    [Fact]
    public async Task A_drop_in_the_middle_comes_after_half_of_the_deltas()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Drop = ScriptedDrop.Mid, Deltas = ["one ", "two ", "three ", "four"] });
        using var response = await rig.PostAsync(Body(stream: true, User("hi")));
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        using var reader = new StreamReader(stream);
        List<string> lines = [];

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await reader.ReadLineAsync(Token) is { } line)
            {
                lines.Add(line);
            }
        });

        Assert.Equal(2, lines.Count(line => line == "event: content_block_delta"));
    }

    [Fact]
    public async Task A_stream_may_end_in_an_error_event()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Text = "a b c d", StreamError = new ScriptedError(529) });

        var events = await rig.StreamAsync(User("hi"));

        Assert.Equal("overloaded_error", events[^1].GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(2, events.Count(one => one.GetProperty("type").GetString() == "content_block_delta"));
        Assert.False(await Assert.Single(rig.Emulator.Requests).Ended);
    }

    [Fact]
    public async Task A_hanging_answer_ends_when_the_client_goes()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Hang = true });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var content = new StringContent(Body(stream: true, User("hi")).ToJsonString());
        var post = rig.Client.PostAsync("/v1/messages", content, patience.Token);
        var request = await rig.Emulator.WaitForRequestAsync(_ => true, Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => post);
        Assert.False(await request.Ended.WaitAsync(Token));
    }

    [Fact]
    public async Task A_hanging_answer_with_a_text_shows_the_text_first()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Hang = true, Text = "wait" });
        using var response = await rig.PostAsync(Body(stream: true, User("hi")));
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        using var reader = new StreamReader(stream);

        string? line;
        while ((line = await reader.ReadLineAsync(Token)) is not null && !line.Contains("text_delta", StringComparison.Ordinal)) { }

        Assert.Contains("\"wait\"", line);
        Assert.Null(Assert.Single(rig.Emulator.Requests).Finished);
    }

    [Fact]
    public async Task The_emulator_stops_while_an_answer_hangs()
    {
        await using var rig = await StartAsync();
        rig.Emulator.Script(new ScriptedReply { Hang = true, Text = "wait" });
        using var response = await rig.PostAsync(Body(stream: true, User("hi")));
        var request = Assert.Single(rig.Emulator.Requests);

        await rig.Emulator.DisposeAsync();

        Assert.False(request.Finished);
    }

    [Fact]
    public async Task A_tool_call_without_its_result_is_refused_as_by_the_real_api()
    {
        await using var rig = await StartAsync();

        using var response = await rig.PostAsync(Body(stream: true, User("look"), Call("toolu_1"), User("and?")));
        var error = (await ReadJsonAsync(response)).GetProperty("error");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "`tool_use` ids were found without `tool_result` blocks immediately after: toolu_1",
            error.GetProperty("message").GetString()
        );
        Assert.Equal("refused", Assert.Single(rig.Emulator.Requests).Reply);
    }

    [Fact]
    public async Task A_result_without_its_tool_call_is_refused()
    {
        await using var rig = await StartAsync();

        using var response = await rig.PostAsync(Body(stream: true, Result("toolu_9", "x")));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("", "x-api-key header is required")]
    [InlineData("sk-ant-invalid", "invalid x-api-key")]
    public async Task A_wrong_key_is_refused(string key, string message)
    {
        await using var rig = await StartAsync();
        rig.Client.DefaultRequestHeaders.Remove("x-api-key");
        rig.Client.DefaultRequestHeaders.Add("x-api-key", key);

        using var response = await rig.PostAsync(Body(stream: true, User("hi")));
        var error = (await ReadJsonAsync(response)).GetProperty("error");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(message, error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task An_unknown_path_is_the_apis_not_found()
    {
        await using var rig = await StartAsync();

        using var response = await rig.PostAsync(Body(stream: true, User("hi")), "/v1/complete");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not_found_error", (await ReadJsonAsync(response)).GetProperty("error").GetProperty("type").GetString());
    }
}
