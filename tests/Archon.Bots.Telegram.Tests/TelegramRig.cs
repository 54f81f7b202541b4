using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Emulators.Telegram;
using Archon.Bots.Testing;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Telegram.Tests;

/// <summary>The adapter over real sockets against the emulated Telegram; its time moves only by hand.</summary>
internal sealed class TelegramRig : IAsyncDisposable
{
    public const string Secret = "AAsecretsecretsecretsecretsecretsecret";

    private readonly TelegramEmulator _emulator;
    private readonly ServiceProvider _services;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task _receiving = Task.CompletedTask;

    private TelegramRig(TelegramEmulator emulator, string token, TimeProvider? time, IEnumerable<(string Name, string Value)> settings)
    {
        _emulator = emulator;
        _http = new HttpClient { BaseAddress = emulator.BaseAddress };
        var values = new Dictionary<string, string?>
        {
            ["Platforms:Telegram:BotToken"] = token,
            ["Platforms:Telegram:BaseUrl"] = emulator.BaseAddress.ToString(),
            ["Platforms:Telegram:PollTimeout"] = "00:00:02",
        };
        foreach (var (name, value) in settings)
        {
            values[$"Platforms:Telegram:{name}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time ?? Time)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddSingleton(new CommandMenu([new CommandMenuEntry("help", "what I understand"), new CommandMenuEntry("stop", "stop it")]))
            .AddTelegram()
            .BuildServiceProvider();
        Platform = _services.GetRequiredService<IChatPlatform>();
    }

    public WatchedTime Time { get; } = new();

    public RecordedLog Log { get; } = new(new Signal());

    public ScriptedInbox Inbox { get; } = new();

    public IChatPlatform Platform { get; }

    public Uri Address => _emulator.BaseAddress;

    public HealthParts Health => _services.GetRequiredService<HealthParts>();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public static Task<TelegramRig> StartAsync(params (string Name, string Value)[] settings) =>
        StartAsync(new TelegramEmulatorOptions(), settings: settings);

    public static async Task<TelegramRig> StartAsync(
        TelegramEmulatorOptions options,
        string token = $"7123456789:{Secret}",
        params (string Name, string Value)[] settings
    ) => new(await TelegramEmulator.StartAsync(options, Ended), token, time: null, settings);

    /// <summary>A rig whose time is not moved by hand.</summary>
    public static async Task<TelegramRig> StartAsync(TimeProvider time, params (string Name, string Value)[] settings) =>
        new(await TelegramEmulator.StartAsync(new TelegramEmulatorOptions(), Ended), $"7123456789:{Secret}", time, settings);

    public Task Receive() => _receiving = Platform.ReceiveAsync(Inbox, _stop.Token);

    public async Task StopReceivingAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
    }

    public async Task<string> PostAsync(string markdown, params ReplyButton[] buttons) =>
        await Platform.DeliverAsync(Message(markdown, buttons: buttons), Ended);

    public Task<string> DeliverAsync(OutboundMessage message) => Platform.DeliverAsync(message, Ended);

    public async Task<string> EditAsync(string id, string markdown) => await Platform.DeliverAsync(Message(markdown, id), Ended);

    public async Task<string> DeleteAsync(string id) => await Platform.DeliverAsync(Message(null, id) with { Wish = Wish.Absent }, Ended);

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

    public async Task<JsonNode> ControlAsync(string call, object body)
    {
        using var response = await _http.PostAsJsonAsync($"/_control/{call}", body, Ended);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Ended))!;
    }

    /// <summary>A call by somebody else who has the token.</summary>
    public async Task AsBotAsync(string method, object arguments)
    {
        using var response = await _http.PostAsJsonAsync($"/bot7123456789:{Secret}/{method}", arguments, Ended);
        response.EnsureSuccessStatusCode();
    }

    public async Task<JsonNode> LookAsync(string call) => (await _http.GetFromJsonAsync<JsonNode>($"/_control/{call}", Ended))!;

    public Task FaultAsync(string method, string error, string? match = null) =>
        ControlAsync(
            "fault",
            new
            {
                method,
                kind = "error",
                error,
                match,
            }
        );

    /// <summary>What stands in all chats and came from the bot.</summary>
    public async Task<List<JsonNode>> BotMessagesAsync() =>
        [
            .. (await LookAsync("transcript"))["messages"]!
                .AsArray()
                .Where(message => (string?)message!["from"] == "bot" && message["deletedAt"] is null)
                .Select(message => message!),
        ];

    public async Task<List<JsonNode>> CallsAsync(string method) =>
        [.. (await LookAsync($"calls?method={method}"))["calls"]!.AsArray().Select(call => call!)];

    public async ValueTask DisposeAsync()
    {
        await StopReceivingAsync().ContinueWith(_ => { }, TaskScheduler.Default);
        await _services.DisposeAsync();
        _http.Dispose();
        await _emulator.DisposeAsync();
        _stop.Dispose();
    }

    public static ConversationKey Chat(string thread) => new("telegram", "7123456789", thread);

    public static OutboundMessage Message(string? markdown, string? id = null, params ReplyButton[] buttons) =>
        new()
        {
            Id = Guid.NewGuid(),
            Conversation = Chat("1001"),
            Slot = 0,
            Revision = 1,
            Wish = Wish.Present,
            Body = markdown is null ? null : new ReplyBody(markdown) { Buttons = [.. buttons] },
            PlatformMessageId = id,
        };
}

/// <summary>An inbox that does what the test says, delivery by delivery.</summary>
internal sealed class ScriptedInbox : IInbox
{
    private readonly ConcurrentQueue<Func<Task>> _script = new();
    private readonly System.Threading.Channels.Channel<InboundMessage> _seen =
        System.Threading.Channels.Channel.CreateUnbounded<InboundMessage>();

    public void Next(Func<Task> act) => _script.Enqueue(act);

    public Task<InboundMessage> SeenAsync() => TestTimeouts.WithinAsync(_seen.Reader.ReadAsync);

    public Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task ReleaseAsync(string platform, string bot, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        await _seen.Writer.WriteAsync(message, cancellationToken);
        if (_script.TryDequeue(out var act))
        {
            await act();
        }
    }
}
