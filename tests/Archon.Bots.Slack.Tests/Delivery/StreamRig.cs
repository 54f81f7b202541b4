using System.Text.Json;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Slack.Tests.Delivery;

/// <summary>One reply in a thread of an emulated Slack, shown by the adapter in native mode.</summary>
internal sealed class StreamRig : IAsyncDisposable
{
    private readonly SlackRig _slack;
    private OutboundMessage _message;
    private int _revision;

    private StreamRig(SlackRig slack, FakeTimeProvider time, string root)
    {
        _slack = slack;
        Time = time;
        _message = new OutboundMessage
        {
            Id = Guid.CreateVersion7(),
            Conversation = new ConversationKey("slack", "T0RIG00001", $"C0GENERAL1/{root}"),
            Slot = 0,
            Revision = 0,
            Wish = Wish.Present,
            Body = null,
            PlatformMessageId = null,
            IsReply = true,
            Recipient = "U0ALICE001",
        };
    }

    public FakeTimeProvider Time { get; }

    /// <summary>The message's ts; null: nothing is known to stand there.</summary>
    public string? Ts { get; set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IChatPlatform Platform => _slack.Get<IChatPlatform>();

    public static async Task<StreamRig> StartAsync()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var slack = await SlackRig.StartAsync(streamingMode: "native", time: time);
        await slack.Get<SlackDirectory>().IdentifyAsync(Token);
        var said = await slack.ControlAsync("message", new { channel = "general", text = "hello" });
        return new StreamRig(slack, time, said.GetProperty("ids")[0].GetString()!);
    }

    public void NextReply()
    {
        _message = _message with { Id = Guid.CreateVersion7() };
        (Ts, _revision) = (null, 0);
    }

    /// <summary>A state of the reply while its turn runs.</summary>
    public Task ShowAsync(string text, string? passing = null) =>
        DeliverAsync(new ReplyBody(passing is null ? text : $"{text}\n\n{passing}".TrimStart()) { Passing = passing });

    /// <summary>The placeholder with which a reply begins.</summary>
    public Task BeginAsync() => ShowAsync("", passing: "…");

    public Task EndAsync(string text)
    {
        _revision = 1;
        return DeliverAsync(new ReplyBody(text));
    }

    public async Task<FindResult> FindAsync() =>
        await Platform.FindAsync(_message with { Body = new ReplyBody("…"), Revision = _revision }, Token);

    public Task<JsonElement> FaultAsync(string method, string kind, string when = "before", string? error = null) =>
        _slack.ControlAsync(
            "fault",
            new
            {
                method,
                kind,
                when,
                error,
                retryAfter = 20,
            }
        );

    public Task StopByUserAsync() => _slack.ControlAsync("stop_stream", new { message = Ts, user = "alice" });

    /// <summary>A stream that another server has left open.</summary>
    public async Task BeginElsewhereAsync()
    {
        var other = SlackRig.Services(
            ("BotToken", "xoxb-synthetic"),
            ("AppToken", "xapp-synthetic"),
            ("BaseUrl", _slack.Api),
            ("StreamingMode", "native")
        );
        await using (other)
        {
            var platform = (IChatPlatform)other.GetService(typeof(IChatPlatform))!;
            Ts = await platform.DeliverAsync(_message with { Body = new ReplyBody("…") { Passing = "…" } }, Token);
        }
    }

    /// <summary>The bot's calls by which the thread was changed.</summary>
    public async Task<IReadOnlyList<string>> CallsAsync() =>
        [
            .. (await _slack.ControlAsync("calls", new { }))
                .GetProperty("calls")
                .EnumerateArray()
                .Select(call => call.GetProperty("method").GetString()!)
                .Where(method => method.StartsWith("chat.", StringComparison.Ordinal))
                .Select(method => method["chat.".Length..]),
        ];

    /// <summary>The one reply in the thread, and whether it grows no more.</summary>
    public async Task<(string Text, bool IsFinal)> SeenAsync()
    {
        var transcript = await _slack.ControlAsync("transcript", new { channel = "general" });
        var message = Assert.Single(
            transcript.GetProperty("messages").EnumerateArray(),
            message => message.GetProperty("from").GetString() == "bot"
        );
        return (message.GetProperty("visible").GetString()!, message.GetProperty("final").GetBoolean());
    }

    public ValueTask DisposeAsync() => _slack.DisposeAsync();

    private async Task DeliverAsync(ReplyBody body) =>
        Ts = await Platform.DeliverAsync(_message with { Body = body, PlatformMessageId = Ts, Revision = _revision }, Token);
}
