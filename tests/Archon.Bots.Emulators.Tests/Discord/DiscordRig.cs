using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord;

namespace Archon.Bots.Emulators.Tests.Discord;

/// <summary>A started emulator with both of its sides: the bot's and everybody else's.</summary>
internal sealed class DiscordRig : IAsyncDisposable
{
    private readonly DiscordEmulator _emulator;
    private readonly HttpClient _bot;
    private readonly HttpClient _people;
    private JsonNode _state = new JsonObject();

    private DiscordRig(DiscordEmulator emulator)
    {
        _emulator = emulator;
        _people = new HttpClient { BaseAddress = emulator.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
        _bot = new HttpClient { BaseAddress = new Uri(emulator.BaseAddress, "api/v10/"), Timeout = TimeSpan.FromSeconds(20) };
        _bot.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bot {emulator.Token}");
        _bot.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DiscordBot (https://rig.example, 1.0)");
    }

    public string Token => _emulator.Token;

    public Uri Gateway => new UriBuilder(_emulator.BaseAddress) { Scheme = "ws" }.Uri;

    public string Bot => $"{_state["application"]}";

    /// <summary>The channel that everybody may write in.</summary>
    public string General => Channel("general");

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<DiscordRig> StartAsync(DiscordEmulatorOptions? options = null)
    {
        var rig = new DiscordRig(await DiscordEmulator.StartAsync(options ?? new DiscordEmulatorOptions(), Ended));
        rig._state = await rig.LookAsync("state");
        return rig;
    }

    public string Channel(string name) => $"{_state["channels"]!.AsArray().Single(channel => (string?)channel!["name"] == name)!["id"]}";

    /// <param name="path">Below the API's root.</param>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await _bot.SendAsync(request, Ended);
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await _bot.SendAsync(request, Ended);
    }

    /// <summary>A call that is expected to be done.</summary>
    public async Task<JsonNode> DoAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync(Ended);
        Assert.True(response.IsSuccessStatusCode, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>Status and code of a call that is expected to be refused.</summary>
    public async Task<(int Status, int Code)> RefusalAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await SendAsync(method, path, body);
        var json = JsonNode.Parse(await response.Content.ReadAsStringAsync(Ended))!;
        Assert.False(response.IsSuccessStatusCode, json.ToJsonString());
        return ((int)response.StatusCode, (int)json["code"]!);
    }

    /// <returns>The id of what the bot has said.</returns>
    public async Task<string> PostAsync(string content, string? channel = null) =>
        $"{(await DoAsync(HttpMethod.Post, $"channels/{channel ?? General}/messages", new { content }))["id"]}";

    public async Task<JsonNode> ControlAsync(string call, object body)
    {
        using var response = await _people.PostAsJsonAsync($"/_control/{call}", body, Ended);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>(Ended))!;
        Assert.True(response.IsSuccessStatusCode, answer.ToJsonString());
        return answer;
    }

    public async Task<JsonNode> LookAsync(string call)
    {
        using var response = await _people.GetAsync(new Uri($"/_control/{call}", UriKind.Relative), Ended);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Ended))!;
    }

    public Task<byte[]> DownloadAsync(string address) => _people.GetByteArrayAsync(new Uri(address), Ended);

    /// <returns>The id of what a person has said.</returns>
    public async Task<string> SayAsync(string text, string user = "alice", bool mention = false, string channel = "general") =>
        $"{(await ControlAsync("message", new { channel, user, text, mention }))["ids"]![0]}";

    /// <summary>One message as the people see it.</summary>
    public async Task<JsonNode> MessageAsync(string id) =>
        (await LookAsync("transcript")).AsArray().Single(message => (string?)message!["id"] == id)!;

    public async Task<IReadOnlyList<string>> ViolationsAsync() =>
        [.. (await LookAsync("violations")).AsArray().Select(violation => $"{violation!["kind"]}")];

    public async ValueTask DisposeAsync()
    {
        _bot.Dispose();
        _people.Dispose();
        await _emulator.DisposeAsync();
    }
}
