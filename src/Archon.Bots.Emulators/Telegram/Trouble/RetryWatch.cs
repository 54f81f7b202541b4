using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Telegram.Trouble;

/// <summary>Remembers who was told to wait, to see whether they do.</summary>
internal sealed class RetryWatch(TimeProvider time)
{
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.OrdinalIgnoreCase);

    public void Told(string method, ApiArguments arguments, int seconds) =>
        _until[KeyOf(method, arguments)] = time.GetUtcNow() + TimeSpan.FromSeconds(seconds);

    /// <summary>How much too early a call is; null when it is not.</summary>
    public TimeSpan? Early(string method, ApiArguments arguments)
    {
        var left = _until.GetValueOrDefault(KeyOf(method, arguments)) - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : null;
    }

    public void Clear() => _until.Clear();

    /// <summary>What changes a chat waits for the chat; the rest, such as typing or polling, waits for itself.</summary>
    private static string KeyOf(string method, ApiArguments arguments)
    {
        var chat = arguments.Text("chat_id");
        var counts =
            method.StartsWith("edit", StringComparison.OrdinalIgnoreCase)
            || method.StartsWith("forward", StringComparison.OrdinalIgnoreCase)
            || method.StartsWith("copy", StringComparison.OrdinalIgnoreCase)
            || (
                method.StartsWith("send", StringComparison.OrdinalIgnoreCase)
                && !method.Equals("sendChatAction", StringComparison.OrdinalIgnoreCase)
            );
        return counts && chat.Length > 0 ? chat : $"{chat} {method}";
    }
}
