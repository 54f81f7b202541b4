using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Trouble;
using Archon.Bots.Emulators.Telegram.Updates;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>All state of the emulated Telegram. Whoever reads or changes it holds <see cref="Gate"/>; nobody awaits while holding it.</summary>
internal sealed class TelegramWorld(TelegramEmulatorOptions options)
{
    private int _lastAccountMessage;
    private readonly Dictionary<long, int> _lastSupergroupMessage = [];

    public Lock Gate { get; } = new();

    public TelegramEmulatorOptions Options => options;

    public TimeProvider Time => options.Time;

    /// <summary>Milliseconds since the epoch.</summary>
    public long Now => options.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public BotAccount Bot { get; } = new(options);

    public Places Places { get; private set; } = new();

    public FileStore Files { get; } = new();

    public UpdateQueue Updates { get; } = new(options.Time);

    public Webhook Webhook { get; } = new();

    public Presses Presses { get; } = new(options);

    public SendPace Pace { get; } = new(options.Time);

    public FaultPlan Faults { get; } = new(options.Time);

    public RetryWatch Retries { get; } = new(options.Time);

    public List<Violation> Violations { get; } = [];

    /// <summary>Pulsed after every change in any chat, and whenever the bot begins to wait for updates.</summary>
    public ChangeSignal Changed { get; } = new();

    /// <summary>Private chats and groups share one row of message ids, a supergroup has its own. A reset goes on counting:
    /// a bot remembers ids.</summary>
    public int NextMessageId(Chat chat)
    {
        if (chat.Kind != ChatKind.Supergroup)
        {
            return ++_lastAccountMessage;
        }

        // Message 1 is the making of the supergroup; as a topic, 1 is General.
        var id = _lastSupergroupMessage.GetValueOrDefault(chat.Id, 1) + 1;
        _lastSupergroupMessage[chat.Id] = id;
        return id;
    }

    public void Report(string severity, string code, string detail) =>
        Violations.Add(new Violation(Now, severity, code, Bot.Redact(detail)));

    public void Touch(ChatMessage message)
    {
        message.LastChangeAt = Now;
        Touch(message.Chat);
    }

    public void Touch(Chat chat)
    {
        chat.Changed.Pulse();
        Changed.Pulse();
    }

    public void Reset()
    {
        Places = new Places();
        Violations.Clear();
        Updates.Clear();
        Presses.Clear();
        Pace.Enforced = false;
        Faults.Clear();
        Retries.Clear();
        Changed.Pulse();
    }

    public JsonArray ViolationsJson() => [.. Violations.Select(violation => (JsonNode)violation.ToJson())];
}
