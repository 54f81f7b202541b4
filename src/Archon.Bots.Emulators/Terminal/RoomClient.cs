using System.Collections.Immutable;
using System.Text.Json;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>Alice's side of her private chat with the bot, over the emulator's control API.</summary>
internal sealed class RoomClient(Uri emulator) : IDisposable
{
    private const string Alice = "alice";
    private const string AlicesChat = "1001";

    private readonly HttpClient _http = new() { BaseAddress = emulator, Timeout = Timeout.InfiniteTimeSpan };

    internal Task SayAsync(string text, CancellationToken cancellationToken) =>
        PostAsync(
            "message",
            new
            {
                dm = true,
                user = Alice,
                text,
            },
            cancellationToken
        );

    /// <summary>Presses the newest button with this label; false when there is none.</summary>
    internal async Task<bool> PressAsync(string label, CancellationToken cancellationToken)
    {
        var room = await ReadAsync(cancellationToken);
        if (room.FromBot.LastOrDefault(message => message.Buttons.Any(Fits)) is not { } card)
        {
            return false;
        }

        await PostAsync(
            "click",
            new
            {
                message = card.Id,
                action = card.Buttons.First(Fits),
                user = Alice,
            },
            cancellationToken
        );
        return true;

        bool Fits(string button) => button.Contains(label, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Ends when the bot asks for its messages.</summary>
    internal async Task WaitForBotAsync(CancellationToken cancellationToken)
    {
        JsonElement answer;
        do
        {
            answer = await _http.GetFromJsonAsync<JsonElement>("/_control/wait?polling=1&timeoutMs=10000", cancellationToken);
        } while (!answer.GetProperty("ok").GetBoolean());
    }

    internal async Task<Room> ReadAsync(CancellationToken cancellationToken)
    {
        var transcript = await _http.GetFromJsonAsync<JsonElement>($"/_control/transcript?channel={AlicesChat}", cancellationToken);
        return Parse(transcript);
    }

    internal static Room Parse(JsonElement transcript) =>
        new([.. transcript.GetProperty("messages").EnumerateArray().Where(message => !IsDeleted(message)).Select(ParseMessage)]);

    public void Dispose() => _http.Dispose();

    private static bool IsDeleted(JsonElement message) =>
        message.TryGetProperty("deletedAt", out var at) && at.ValueKind == JsonValueKind.Number;

    private static RoomMessage ParseMessage(JsonElement message) =>
        new(
            message.GetProperty("id").GetString()!,
            message.GetProperty("from").GetString() != Alice,
            message.GetProperty("text").GetString() ?? "",
            message.GetProperty("t").GetInt64(),
            message.GetProperty("lastChangeAt").GetInt64(),
            Texts(message.GetProperty("reactions"), "name"),
            Texts(message.GetProperty("buttons"), "text")
        );

    private static ImmutableArray<string> Texts(JsonElement list, string member) =>
        [
            .. list.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.Object)
                .Select(item => item.GetProperty(member).GetString() ?? ""),
        ];

    private async Task PostAsync(string call, object body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync($"/_control/{call}", body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
