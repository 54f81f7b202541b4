using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Anthropic;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Tests.Anthropic;

/// <summary>An emulator and a client that talks to it as claude does.</summary>
internal sealed class AnthropicRig : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private AnthropicRig(AnthropicEmulator emulator)
    {
        Emulator = emulator;
        Client = new HttpClient { BaseAddress = emulator.BaseAddress, Timeout = Timeout };
        Client.DefaultRequestHeaders.Add("x-api-key", "sk-ant-secret");
        Client.DefaultRequestHeaders.Add("anthropic-version", "2023-06-01");
    }

    internal AnthropicEmulator Emulator { get; }

    internal HttpClient Client { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<AnthropicRig> StartAsync(ModelEmulatorOptions? options = null) =>
        new(await AnthropicEmulator.StartAsync(options ?? new ModelEmulatorOptions(), Token));

    internal static JsonObject User(params string[] texts) =>
        new()
        {
            ["role"] = "user",
            ["content"] = new JsonArray([.. texts.Select(text => new JsonObject { ["type"] = "text", ["text"] = text })]),
        };

    internal static JsonObject Assistant(string text) => new() { ["role"] = "assistant", ["content"] = text };

    internal static JsonObject Call(string id) =>
        new()
        {
            ["role"] = "assistant",
            ["content"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "tool_use",
                    ["id"] = id,
                    ["name"] = "Bash",
                    ["input"] = new JsonObject(),
                }
            ),
        };

    internal static JsonObject Result(string id, string text) =>
        new()
        {
            ["role"] = "user",
            ["content"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "tool_result",
                    ["tool_use_id"] = id,
                    ["content"] = text,
                }
            ),
        };

    internal static JsonObject Body(bool stream, params JsonObject[] messages) =>
        new()
        {
            ["model"] = "claude-test",
            ["max_tokens"] = 100,
            ["stream"] = stream,
            ["messages"] = new JsonArray([.. messages]),
        };

    internal async Task<HttpResponseMessage> PostAsync(JsonObject body, string path = "/v1/messages?beta=true")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    /// <summary>The text of a whole answer to one user text.</summary>
    internal Task<string> AskAsync(string text) => AskAsync(User(text));

    internal async Task<string> AskAsync(params JsonObject[] messages)
    {
        using var response = await PostAsync(Body(stream: false, messages));
        var answer = await ReadJsonAsync(response);
        return answer.GetProperty("content")[0].GetProperty("text").GetString()!;
    }

    internal async Task<List<JsonElement>> StreamAsync(params JsonObject[] messages)
    {
        using var response = await PostAsync(Body(stream: true, messages));
        var text = await response.Content.ReadAsStringAsync(Token);
        return Events(text);
    }

    internal static List<JsonElement> Events(string text) =>
        [
            .. text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(record =>
                    record.Split('\n') is [var name, var data]
                        ? (Name: name["event: ".Length..], Data: JsonElement.Parse(data["data: ".Length..]))
                        : default
                )
                .Select(record =>
                    record.Name == record.Data.GetProperty("type").GetString() ? record.Data : throw new FormatException(text)
                ),
        ];

    internal static async Task<JsonElement> ReadJsonAsync(HttpResponseMessage response)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        using var document = await JsonDocument.ParseAsync(stream, cancellationToken: Token);
        return document.RootElement.Clone();
    }

    internal async Task<JsonElement> ControlAsync(string path, string? json = null)
    {
        using var content = new StringContent(json ?? "{}", Encoding.UTF8, "application/json");
        using var response = json is null ? await Client.GetAsync(path, Token) : await Client.PostAsync(path, content, Token);
        return await ReadJsonAsync(response);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
    }
}
