using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Testing.Contracts.Platforms;

/// <summary>A conversation with alice on an emulated platform, and the adapter that the contract is about. All emulators have these controls.</summary>
public sealed class EmulatedPlace : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private Task _receiving = Task.CompletedTask;

    public required Uri Address
    {
        get => _http.BaseAddress!;
        init => _http.BaseAddress = value;
    }

    public required IChatPlatform Platform { get; init; }

    public required ConversationKey Conversation { get; init; }

    /// <summary>Where and by whom something is said, as the control call wants it.</summary>
    public required IReadOnlyDictionary<string, object> Speaker { get; init; }

    /// <summary>What the emulator writes before the platform's ids of messages, which are not unique over its places; empty: nothing.</summary>
    public string IdPrefix { get; init; } = "";

    /// <summary>The methods that post and that edit.</summary>
    public required (string Post, string Edit) Methods { get; init; }

    /// <summary>Returns when the emulator sees the adapter receive.</summary>
    public required Func<EmulatedPlace, Task> Connected { get; init; }

    public required Func<ValueTask> Stop { get; init; }

    /// <summary>What orders a fault, as the control call wants it: of a method, of a kind, before the work or after it; a pause of 7 s.</summary>
    public Func<string, string, string, object> Fault { get; init; } =
        (method, kind, when) =>
            new
            {
                method,
                kind,
                when,
                retryAfter = 7,
            };

    public RecordedInbox Inbox { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task ReceiveAsync()
    {
        _receiving = Platform.ReceiveAsync(Inbox, _stop.Token);
        await Connected(this);
    }

    /// <summary>Returns when the adapter receives no more.</summary>
    public async Task EndReceivingAsync()
    {
        await _stop.CancelAsync();
        await _receiving.WaitAsync(TestTimeouts.Default, Token);
    }

    /// <returns>The message's id.</returns>
    public async Task<string> SayAsync(string text, params object[] files)
    {
        var said = await ControlAsync("message", new Dictionary<string, object>(Speaker) { ["text"] = text, ["files"] = files });
        return said.GetProperty("ids")[0].GetString()![IdPrefix.Length..];
    }

    public string IdOf(JsonElement message) => message.GetProperty("id").GetString()![IdPrefix.Length..];

    public Task<string> DeliverAsync(OutboundMessage message) => Platform.DeliverAsync(message, Token);

    /// <summary>A message of the bot's there.</summary>
    public OutboundMessage Message(string markdown, string? id = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Conversation = Conversation,
            Slot = 0,
            Revision = 1,
            Wish = Wish.Present,
            Body = new ReplyBody(markdown),
            PlatformMessageId = id,
        };

    /// <summary>A reaction to a message there.</summary>
    public OutboundMessage Reaction(Receipt receipt, string target) =>
        Message("", target) with
        {
            Body = null,
            Receipt = receipt,
            Target = target,
        };

    public Task FaultAsync(string method, string kind, string when = "before") => ControlAsync("fault", Fault(method, kind, when));

    public async Task<JsonElement> ControlAsync(string call, object body)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/_control/{call}", UriKind.Relative), body, Token);
        return await AnswerAsync(response);
    }

    public async Task<JsonElement> LookAsync(string call)
    {
        using var response = await _http.GetAsync(new Uri($"/_control/{call}", UriKind.Relative), Token);
        return await AnswerAsync(response);
    }

    /// <summary>What the bot has posted and nobody has deleted.</summary>
    public async Task<IReadOnlyList<JsonElement>> BotMessagesAsync() =>
        [
            .. (await TranscriptAsync()).Where(message =>
                message.GetProperty("from").GetString() == "bot" && message.GetProperty("deletedAt").ValueKind == JsonValueKind.Null
            ),
        ];

    /// <summary>The one message of the bot.</summary>
    public async Task<JsonElement> BotMessageAsync() => Assert.Single(await BotMessagesAsync());

    public async Task<IReadOnlyList<string>> ReactionsAsync(string message) =>
        [
            .. (await TranscriptAsync())
                .Single(candidate => IdOf(candidate) == message)
                .GetProperty("reactions")
                .EnumerateArray()
                .Select(reaction => reaction.GetProperty("name").GetString()!),
        ];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving.ContinueWith(_ => { }, TaskScheduler.Default);
        await Stop();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task<IEnumerable<JsonElement>> TranscriptAsync()
    {
        var transcript = await LookAsync("transcript");
        return (transcript.ValueKind == JsonValueKind.Array ? transcript : transcript.GetProperty("messages")).EnumerateArray();
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        return answer.ValueKind == JsonValueKind.Array || answer.GetProperty("ok").GetBoolean()
            ? answer
            : throw new InvalidOperationException(answer.ToString());
    }
}
