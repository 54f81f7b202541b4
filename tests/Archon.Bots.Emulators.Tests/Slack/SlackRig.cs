using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack;

namespace Archon.Bots.Emulators.Tests.Slack;

/// <summary>A started emulator with both of its sides: the app's and everybody else's.</summary>
internal sealed class SlackRig : IAsyncDisposable
{
    public const string General = "C0GENERAL1";
    public const string Alice = "U0ALICE001";
    public const string Team = "T0RIG00001";

    private readonly SlackEmulator _emulator;

    private SlackRig(SlackEmulator emulator)
    {
        _emulator = emulator;
        Http = new HttpClient { BaseAddress = emulator.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>Made of parts: it must look like a token to the emulator and to nobody else.</summary>
    public static string BotToken => string.Join('-', "xoxb", "rig", "bot");

    public static string AppToken => string.Join('-', "xapp", "rig", "app");

    public HttpClient Http { get; }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<SlackRig> StartAsync(SlackEmulatorOptions? options = null) =>
        new(await SlackEmulator.StartAsync(options ?? new SlackEmulatorOptions(), Ended));

    public async Task<HttpResponseMessage> PostAsync(string method, object arguments, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{method}") { Content = JsonContent.Create(arguments) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? BotToken);
        return await Http.SendAsync(request, Ended);
    }

    /// <summary>The whole answer, with its ok.</summary>
    public async Task<JsonNode> AskAsync(string method, object arguments, string? token = null)
    {
        using var response = await PostAsync(method, arguments, token);
        return await ReadAsync(response);
    }

    /// <summary>A method that reads forms alone; expected to be done.</summary>
    public async Task<JsonNode> ReadAsync(string method, params (string Name, string Value)[] arguments)
    {
        using var form = new FormUrlEncodedContent(arguments.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{method}") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", BotToken);
        using var response = await Http.SendAsync(request, Ended);
        var answer = await ReadAsync(response);
        Assert.True((bool?)answer["ok"], answer.ToJsonString());
        return answer;
    }

    /// <summary>A call that is expected to be done.</summary>
    public async Task<JsonNode> DoAsync(string method, object arguments)
    {
        var answer = await AskAsync(method, arguments);
        Assert.True((bool?)answer["ok"], answer.ToJsonString());
        return answer;
    }

    /// <summary>The word of a call that is expected to be refused.</summary>
    public async Task<string> RefusalAsync(string method, object arguments)
    {
        var answer = await AskAsync(method, arguments);
        Assert.False((bool?)answer["ok"], answer.ToJsonString());
        return (string)answer["error"]!;
    }

    /// <returns>The ts of what the app has said.</returns>
    public async Task<string> PostAsync(string text, string channel = General) =>
        (string)(await DoAsync("chat.postMessage", new { channel, text }))["ts"]!;

    public async Task<JsonNode> ControlAsync(string call, object body)
    {
        using var response = await Http.PostAsJsonAsync($"/_control/{call}", body, Ended);
        return await ReadAsync(response);
    }

    public async Task<JsonNode> LookAsync(string call)
    {
        using var response = await Http.GetAsync(new Uri($"/_control/{call}", UriKind.Relative), Ended);
        return await ReadAsync(response);
    }

    /// <returns>The ts of what a person has said.</returns>
    public async Task<string> SayAsync(string text, string channel = General, string user = "alice") =>
        (string)
            (
                await ControlAsync(
                    "message",
                    new
                    {
                        channel,
                        user,
                        text,
                    }
                )
            )["ids"]![0]!;

    /// <summary>One message as the people see it.</summary>
    public async Task<JsonNode> MessageAsync(string id) =>
        (await LookAsync("transcript"))["messages"]!.AsArray().Single(message => (string?)message!["id"] == id)!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _emulator.DisposeAsync();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(Ended))!;
}
