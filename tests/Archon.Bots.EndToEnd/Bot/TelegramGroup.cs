using System.Text.Json;

namespace Archon.Bots.EndToEnd.Bot;

/// <summary>A group, or a topic of one, as people see it.</summary>
/// <param name="who">Whose connection to the emulator is used; anybody may speak.</param>
internal sealed class TelegramGroup(TelegramUser who, string channel, int? thread = null)
{
    private string Place => $"channel={channel}" + (thread is { } topic ? $"&thread={topic}" : "");

    public async Task<TelegramGroup> OpenTopicAsync(string name, CancellationToken cancellationToken)
    {
        var answer = await who.ControlAsync("topic", new { channel, name }, cancellationToken);
        return new TelegramGroup(who, channel, answer.GetProperty("thread").GetInt32());
    }

    /// <returns>The message's id.</returns>
    public async Task<string> SayAsync(string user, string text, CancellationToken cancellationToken, string? replyTo = null)
    {
        var values = new Dictionary<string, object?>
        {
            ["channel"] = channel,
            ["thread"] = thread,
            ["user"] = user,
            ["text"] = text,
        };
        if (replyTo is not null)
        {
            values["replyTo"] = replyTo;
        }

        JsonElement answer = await who.ControlAsync("message", values, cancellationToken);
        return answer.GetProperty("ids")[0].GetString()!;
    }

    /// <summary>Waits for a message of the bot that contains the text.</summary>
    public Task<ChatMessage> SeesAsync(string text, CancellationToken cancellationToken) =>
        who.WaitAsync(Place, text, 0, cancellationToken);

    public async Task<IReadOnlyList<ChatMessage>> BotMessagesAsync(CancellationToken cancellationToken) =>
        [.. (await who.ReadAsync(Place, cancellationToken)).Where(message => message.IsBot)];
}
