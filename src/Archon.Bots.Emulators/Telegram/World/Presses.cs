using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>Presses of inline buttons that wait for the bot's answer.</summary>
internal sealed class Presses(TelegramEmulatorOptions options)
{
    private readonly Dictionary<string, Press> _open = new(StringComparer.Ordinal);
    private long _last = 4_382_000_000_000_000;

    public Press Add()
    {
        var press = new Press((++_last).ToString(), options.Time.GetTimestamp());
        _open.Add(press.Id, press);
        return press;
    }

    /// <summary>Null when there is no such press, or its time is over.</summary>
    public Press? Find(string id) =>
        _open.GetValueOrDefault(id) is { } press && options.Time.GetElapsedTime(press.Start) <= options.CallbackLifetime ? press : null;

    public void Clear() => _open.Clear();
}

/// <param name="Start">A timestamp of the emulator's clock.</param>
internal sealed record Press(string Id, long Start)
{
    private readonly TaskCompletionSource<JsonObject> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<JsonObject> Answer => _answer.Task;

    public void SetAnswer(JsonObject answer) => _answer.TrySetResult(answer);
}
