using System.Net.Http.Json;
using System.Text.Json;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>A person with Telegram open: types, presses, reads. Speaks to the emulator's control calls.</summary>
internal sealed class TelegramUser(Uri emulator, string name, long id) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = emulator, Timeout = TimeSpan.FromMinutes(2) };

    public long Id => id;

    /// <returns>The message's id.</returns>
    public async Task<string> SayAsync(string text, CancellationToken cancellationToken)
    {
        var answer = await ControlAsync(
            "message",
            new
            {
                dm = true,
                user = name,
                text,
            },
            cancellationToken
        );
        return answer.GetProperty("ids")[0].GetString()!;
    }

    public Task<JsonElement> ControlAsync(string call, object body, CancellationToken cancellationToken) =>
        PostAsync(call, body, cancellationToken);

    /// <summary>Waits for a message of the bot in this person's chat that contains the text.</summary>
    public async Task<ChatMessage> SeesAsync(string text, CancellationToken cancellationToken) =>
        await SeesAsync(text, 0, cancellationToken);

    /// <param name="after">Only what was posted or changed after this message's last change.</param>
    public Task<ChatMessage> SeesAsync(string text, double after, CancellationToken cancellationToken) =>
        WaitAsync($"channel={id}", text, after, cancellationToken);

    /// <param name="place">As the emulator's control calls name it: <c>channel=…</c>, <c>thread=…</c>.</param>
    public async Task<ChatMessage> WaitAsync(string place, string text, double after, CancellationToken cancellationToken)
    {
        var limit = (int)TestTimeouts.Default.TotalMilliseconds;
        var query = $"/_control/wait?{place}&from=bot&contains={Uri.EscapeDataString(text)}&after={after:0}&timeoutMs={limit}";
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri(query, UriKind.Relative), cancellationToken);
        return answer.GetProperty("ok").GetBoolean()
            ? ChatMessage.Of(answer.GetProperty("message"))
            : throw new TimeoutException(
                $"{name} did not see \"{text}\". The chat:\n{string.Join('\n', await ReadAsync(place, cancellationToken))}"
            );
    }

    /// <summary>The chat's messages, oldest first, deleted ones left out.</summary>
    public Task<IReadOnlyList<ChatMessage>> ReadAsync(CancellationToken cancellationToken) => ReadAsync($"channel={id}", cancellationToken);

    public async Task<IReadOnlyList<ChatMessage>> ReadAsync(string place, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(
            new Uri($"/_control/transcript?{place}", UriKind.Relative),
            cancellationToken
        );
        return [.. answer.GetProperty("messages").EnumerateArray().Select(ChatMessage.Of).Where(message => !message.IsDeleted)];
    }

    /// <summary>What the bot has called by that name, oldest first, as JSON.</summary>
    public async Task<IReadOnlyList<string>> CallsAsync(string method, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(
            new Uri($"/_control/calls?method={method}", UriKind.Relative),
            cancellationToken
        );
        return [.. answer.GetProperty("calls").EnumerateArray().Select(call => call.ToString())];
    }

    /// <summary>Waits until the bot waits for updates.</summary>
    public async Task SeesPollingAsync(CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri("/_control/wait?polling=1", UriKind.Relative), cancellationToken);
        Assert.True(answer.GetProperty("ok").GetBoolean(), "The bot does not poll");
    }

    /// <summary>Waits until the bot has made that call.</summary>
    public Task HasCalledAsync(string method, CancellationToken cancellationToken) =>
        Eventually.TrueAsync(() => Calls(method) > 0, $"The bot did not call {method}", () => "", cancellationToken);

    public void Dispose() => _http.Dispose();

    private int Calls(string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/_control/calls?method={method}", UriKind.Relative));
        using var response = _http.Send(request);
        using var answer = JsonDocument.Parse(response.Content.ReadAsStream());
        return answer.RootElement.GetProperty("calls").GetArrayLength();
    }

    private async Task<JsonElement> PostAsync(string call, object body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/_control/{call}", UriKind.Relative), body, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("ok").GetBoolean() ? answer : throw new InvalidOperationException($"{call}: {answer}");
    }
}

internal sealed record ChatMessage(
    string Id,
    string From,
    string Text,
    string Original,
    bool IsDeleted,
    double ChangedAt,
    IReadOnlyList<string> Edits
)
{
    public bool IsBot => From == "bot";

    public IReadOnlyList<string> Buttons { get; init; } = [];

    /// <summary>The signs that were put under it.</summary>
    public IReadOnlyList<string> Reactions { get; init; } = [];

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    public static ChatMessage Of(JsonElement message) =>
        new(
            message.GetProperty("id").GetString()!,
            message.GetProperty("from").ToString(),
            message.GetProperty("text").GetString()!,
            message.TryGetProperty("originalText", out var original) ? original.GetString() ?? "" : "",
            message.TryGetProperty("deletedAt", out var deleted) && deleted.ValueKind == JsonValueKind.Number,
            message.TryGetProperty("lastChangeAt", out var changed) && changed.ValueKind == JsonValueKind.Number ? changed.GetDouble() : 0,
            [.. message.GetProperty("edits").EnumerateArray().Select(edit => edit.GetProperty("text").GetString()!)]
        )
        {
            Buttons = [.. message.GetProperty("buttons").EnumerateArray().Select(button => button.ToString())],
            Reactions = [.. message.GetProperty("reactions").EnumerateArray().Select(sign => sign.GetProperty("name").GetString()!)],
            Files = [.. message.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!)],
        };

    public override string ToString() => $"{From}: {Text}{(IsDeleted ? " (deleted)" : "")}";
}
