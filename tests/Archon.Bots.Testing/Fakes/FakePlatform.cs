using System.Collections.Concurrent;
using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Testing.Fakes;

public enum CallKind
{
    Post,
    Edit,
    Delete,
    React,
}

/// <summary>One call of the pump, as it reached the platform.</summary>
public sealed record PlatformCall(CallKind Kind, string MessageId, string Text, OutboundMessage Message)
{
    public override string ToString() => $"{Kind} {MessageId}: {Text}";
}

/// <summary>A chat platform in memory.</summary>
public sealed class FakePlatform : IChatPlatform
{
    private readonly ConcurrentQueue<(Exception? Failure, bool IsDone)> _failures = new();
    private volatile TaskCompletionSource<IInbox> _inbox = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Signal _changed = new();
    private ImmutableList<PlatformCall> _calls = [];
    private ImmutableList<PlatformCall> _shown = [];
    private int _typing;
    private long _said;

    public string Name => "fake";

    public PlatformLimits Limits { get; set; } = FakeLimits.Of(ReplyMode.Stream);

    public FindResult Finds { get; set; } = new FindResult.CannotTell();

    /// <summary>What the reader sees now, in the order of the posts.</summary>
    public IReadOnlyList<string> Delivered => [.. _shown.Select(call => call.Text)];

    /// <summary>The messages that the reader sees now.</summary>
    public ImmutableList<PlatformCall> Shown => _shown;

    /// <summary>Every call that was done, in order.</summary>
    public ImmutableList<PlatformCall> Calls => _calls;

    public int Typing => Volatile.Read(ref _typing);

    /// <summary>The next call fails; with <paramref name="isDone"/> only its answer is lost.</summary>
    public FakePlatform Throws(Exception failure, bool isDone = false)
    {
        _failures.Enqueue((failure, isDone));
        return this;
    }

    /// <summary>So many calls succeed, then one fails.</summary>
    public FakePlatform ThrowsAfter(int calls, Exception failure, bool isDone)
    {
        for (var n = 0; n < calls; n++)
        {
            _failures.Enqueue((null, false));
        }

        return Throws(failure, isDone);
    }

    /// <summary>Returns when a server receives: from then on what is said arrives in its order.</summary>
    public Task ConnectedAsync(CancellationToken cancellationToken) => _inbox.Task.WaitAsync(TestTimeouts.Default, cancellationToken);

    public async Task SayAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var inbox = await _inbox.Task.WaitAsync(TestTimeouts.Default, cancellationToken);
        await inbox.AcceptAsync(message, cancellationToken);
    }

    public Task SayAsync(string text, string? deliveryId = null, string author = "u1", string chat = "c1")
    {
        var order = Interlocked.Increment(ref _said);
        return SayAsync(Inbound.Message(text, order, deliveryId, author, chat), TestContext.Current.CancellationToken);
    }

    public Task PressAsync(string action, string author = "u1")
    {
        var press = Inbound.Message(action, Interlocked.Increment(ref _said), deliveryId: null, author) with { Kind = MessageKind.Pressed };
        return SayAsync(press, TestContext.Current.CancellationToken);
    }

    /// <summary>Answers the message that the platform knows under that id.</summary>
    public Task ReplyAsync(string text, string messageId, string author = "u1")
    {
        var reply = Inbound.Message(text, Interlocked.Increment(ref _said), deliveryId: null, author) with { ReplyTo = messageId };
        return SayAsync(reply, TestContext.Current.CancellationToken);
    }

    public Task UntilAsync(Func<FakePlatform, bool> holds) => _changed.UntilAsync(() => holds(this), TestContext.Current.CancellationToken);

    /// <summary>Its server has ended; what is said waits for the next one.</summary>
    public void Disconnect() => _inbox = new TaskCompletionSource<IInbox>(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Measure(string markdown) => markdown.Length;

    public async Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken)
    {
        _inbox.TrySetResult(inbox);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Until when a reaction takes.</summary>
    public Task Reacting { get; set; } = Task.CompletedTask;

    public async Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Receipt is not null)
        {
            await Reacting.WaitAsync(cancellationToken);
        }

        return Call(() => Apply(message));
    }

    public Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken) => Task.FromResult(Finds);

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        TypingCall();
        Interlocked.Increment(ref _typing);
        _changed.Pulse();
        return Task.CompletedTask;
    }

    /// <summary>What a call for typing meets.</summary>
    public Action TypingCall { get; set; } = () => { };

    /// <summary>What its files hold, by reference.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest state of each draft.</summary>
    public ConcurrentDictionary<Guid, string> Drafts { get; } = new();

    public ImmutableArray<PaceBudget> Budgets { get; set; } = [];

    public string PeerOf(ConversationKey conversation) => conversation.Thread.Split('/')[0];

    public ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation) => Budgets;

    public bool CanDraft(ConversationKey conversation) => Limits.DraftInterval is not null;

    public Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken)
    {
        Call(() =>
        {
            Drafts[reply] = markdown;
            DraftCalls = DraftCalls.Add(markdown);
            return "";
        });
        return Task.CompletedTask;
    }

    /// <summary>Every state of every draft, in order.</summary>
    public ImmutableList<string> DraftCalls { get; private set; } = [];

    /// <summary>Files that are asked for do not come before it is cancelled.</summary>
    public bool HoldsFiles { get; set; }

    /// <summary>What was said in its threads; or the way in which it cannot be read.</summary>
    public Func<ImmutableArray<ThreadLine>> Thread { get; set; } = () => [];

    public Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) => Task.FromResult(Thread());

    public async Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (HoldsFiles)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }

        return Files.TryGetValue(attachment.Reference, out var bytes)
            ? new AttachmentContent(new MemoryStream(bytes), attachment.ContentType)
            : throw new PlatformRejectedException("it is gone");
    }

    private T Call<T>(Func<T> apply)
    {
        _failures.TryDequeue(out var next);
        if (next is { Failure: { } refused, IsDone: false })
        {
            throw refused;
        }

        var done = apply();
        _changed.Pulse();
        return next.Failure is { } lost ? throw lost : done;
    }

    private string Apply(OutboundMessage message)
    {
        lock (_lock)
        {
            if (message.Receipt is { } receipt)
            {
                _calls = _calls.Add(new PlatformCall(CallKind.React, message.Target!, receipt.ToString(), message));
                return message.Target!;
            }

            var kind =
                message.PlatformMessageId is null ? CallKind.Post
                : message.Wish == Wish.Absent ? CallKind.Delete
                : CallKind.Edit;
            var id = message.PlatformMessageId ?? $"m{_calls.Count(earlier => earlier.Kind == CallKind.Post) + 1}";
            var call = new PlatformCall(kind, id, message.Body?.Markdown ?? "", message);
            _calls = _calls.Add(call);
            var at = _shown.FindIndex(shown => shown.MessageId == id);
            _shown = kind switch
            {
                CallKind.Post => _shown.Add(call),
                CallKind.Edit => _shown.SetItem(at, call),
                _ => _shown.RemoveAt(at),
            };
            return id;
        }
    }
}
