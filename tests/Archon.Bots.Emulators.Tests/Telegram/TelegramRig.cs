using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.Emulators.Tests.Telegram;

/// <summary>A started emulator with both of its sides: the bot's and everybody else's.</summary>
internal sealed class TelegramRig : IAsyncDisposable
{
    public const string Secret = "AAsecretsecretsecret";
    public const string Token = $"7123456789:{Secret}";

    private readonly TelegramEmulator _emulator;

    private TelegramRig(TelegramEmulator emulator)
    {
        _emulator = emulator;
        Http = new HttpClient { BaseAddress = emulator.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
    }

    public HttpClient Http { get; }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static async Task<TelegramRig> StartAsync(TelegramEmulatorOptions? options = null) =>
        new(await TelegramEmulator.StartAsync(options ?? new TelegramEmulatorOptions(), Ended));

    public Task<HttpResponseMessage> PostAsync(string method, object arguments, string token = Token) =>
        Http.PostAsJsonAsync($"/bot{token}/{method}", arguments, Ended);

    /// <summary>The whole answer, with its ok.</summary>
    public async Task<JsonNode> AskAsync(string method, object arguments, string token = Token)
    {
        using var response = await PostAsync(method, arguments, token);
        return await ReadAsync(response);
    }

    /// <summary>The result of a call that is expected to be done.</summary>
    public async Task<JsonNode> DoAsync(string method, object arguments)
    {
        var answer = await AskAsync(method, arguments);
        Assert.True((bool?)answer["ok"], answer.ToJsonString());
        return answer["result"]!;
    }

    /// <summary>The description of a call that is expected to be refused.</summary>
    public async Task<string> RefusalAsync(string method, object arguments)
    {
        var answer = await AskAsync(method, arguments);
        Assert.False((bool?)answer["ok"], answer.ToJsonString());
        return (string)answer["description"]!;
    }

    public async Task<int> SendAsync(string text, long chat = 1001) =>
        (int)(await DoAsync("sendMessage", new { chat_id = chat, text }))["message_id"]!;

    public async Task<JsonArray> UpdatesAsync(int offset = 0, int timeout = 0) =>
        (await DoAsync("getUpdates", new { offset, timeout })).AsArray();

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

    public Task<JsonNode> SayAsync(string text, string user = "alice") =>
        ControlAsync(
            "message",
            new
            {
                dm = true,
                user,
                text,
            }
        );

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _emulator.DisposeAsync();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonNode>(Ended))!;
}
