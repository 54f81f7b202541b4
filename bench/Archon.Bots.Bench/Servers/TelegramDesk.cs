using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Bench.InProcess;

namespace Archon.Bots.Bench.Servers;

/// <summary>The emulated Telegram as a process, and the people who write there.</summary>
internal sealed class TelegramDesk(ChildProcess emulator, Uri address) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(3) };
    private int _words;

    public string Address => address.GetLeftPart(UriPartial.Authority);

    /// <summary>A word that nobody has said yet.</summary>
    public string NewWord() => string.Create(CultureInfo.InvariantCulture, $"word{Interlocked.Increment(ref _words)}.");

    /// <returns>The message's name on the emulator.</returns>
    public async Task<string> SayAsync(long person, string text)
    {
        var answer = await ControlAsync(
            "message",
            new
            {
                dm = true,
                user = person.ToString(CultureInfo.InvariantCulture),
                text,
            }
        );
        return answer.GetProperty("ids")[0].GetString()!;
    }

    /// <summary>Says a new word, and returns when the answer to it is shown.</summary>
    public async Task AskAsync(long person)
    {
        var word = NewWord();
        await SayAsync(person, word);
        await SeesAsync(person, InstantAgent.AnswerTo(word));
    }

    public async Task SeesAsync(long person, string text, TimeSpan? within = null)
    {
        var limit = (int)(within ?? TimeSpan.FromMinutes(2)).TotalMilliseconds;
        var query = $"/_control/wait?channel={person}&from=bot&contains={Uri.EscapeDataString(text)}&timeoutMs={limit}";
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri(query, UriKind.Relative));
        if (!answer.GetProperty("ok").GetBoolean())
        {
            throw new TimeoutException($"{person} did not see \"{text}\".");
        }
    }

    public async Task SeesPollingAsync() =>
        await _http.GetFromJsonAsync<JsonElement>(new Uri("/_control/wait?polling=1&timeoutMs=60000", UriKind.Relative));

    /// <summary>What the bot says in that chat now, deleted messages left out.</summary>
    public async Task<IReadOnlyList<string>> SaidByBotAsync(long person)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri($"/_control/transcript?channel={person}", UriKind.Relative));
        return
        [
            .. answer
                .GetProperty("messages")
                .EnumerateArray()
                .Where(message =>
                    message.GetProperty("from").GetString() == "bot" && message.GetProperty("deletedAt").ValueKind == JsonValueKind.Null
                )
                .Select(message => message.GetProperty("text").GetString()!),
        ];
    }

    public async Task<JsonElement> ControlAsync(string call, object body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/_control/{call}", UriKind.Relative), body);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("ok").GetBoolean() ? answer : throw new InvalidOperationException($"{call}: {answer}");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await emulator.DisposeAsync();
    }
}
