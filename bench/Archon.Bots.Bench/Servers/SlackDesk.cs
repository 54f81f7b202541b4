using System.Net.Http.Json;
using System.Text.Json;

namespace Archon.Bots.Bench.Servers;

/// <summary>The emulated Slack as a process, and the people who write there.</summary>
internal sealed class SlackDesk(ChildProcess emulator, Uri address) : IAsyncDisposable
{
    public const string BotToken = "xoxb-synthetic";
    public const string AppToken = "xapp-synthetic";

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };

    /// <summary>The root of its Web API.</summary>
    public string Api => new Uri(address, "api/").ToString();

    public async Task SeesConnectionAsync() =>
        await _http.GetFromJsonAsync<JsonElement>(new Uri("/_control/wait?connections=1&timeoutMs=60000", UriKind.Relative));

    /// <summary>A mention that opens a thread, in a channel of its own.</summary>
    /// <returns>The thread's root.</returns>
    public async Task<string> OpenAsync(string channel)
    {
        var answer = await ControlAsync(
            "message",
            new
            {
                channel,
                user = "alice",
                text = "hello.",
                mention = true,
            }
        );
        return answer.GetProperty("ids")[0].GetString()!;
    }

    /// <summary>Says that many things in a thread, one a second.</summary>
    public Task TalkAsync(string channel, string thread, int messages) =>
        ControlAsync(
            "message",
            new
            {
                channel,
                thread,
                user = "alice",
                text = "number {i}.",
                count = messages,
                intervalMs = 1000,
            }
        );

    /// <summary>How long each event so far took from its first sending to its acknowledgement. Unit: milliseconds.</summary>
    /// <exception cref="InvalidOperationException">One was never acknowledged, or only when it was sent again.</exception>
    public async Task<IReadOnlyList<double>> AcknowledgementsAsync()
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri("/_control/deliveries", UriKind.Relative));
        var deliveries = answer.GetProperty("deliveries").EnumerateArray().ToList();
        var late = deliveries.Count(delivery =>
            delivery.GetProperty("ackMs").ValueKind == JsonValueKind.Null || delivery.GetProperty("attempt").GetInt32() > 0
        );
        return late == 0
            ? [.. deliveries.Select(delivery => delivery.GetProperty("ackMs").GetDouble())]
            : throw new InvalidOperationException($"{late} of {deliveries.Count} events were not acknowledged at once.");
    }

    /// <summary>Forgets the events so far.</summary>
    public Task ForgetAsync() => ControlAsync("reset", new { });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await emulator.DisposeAsync();
    }

    private async Task<JsonElement> ControlAsync(string call, object body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/_control/{call}", UriKind.Relative), body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("ok").GetBoolean() ? answer : throw new InvalidOperationException($"{call}: {answer}");
    }
}
