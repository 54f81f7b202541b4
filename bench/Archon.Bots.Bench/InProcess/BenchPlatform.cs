using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Bench.InProcess;

/// <summary>A platform in memory with Telegram's traits: receipts, typing, posts that cannot be found again. It sets no pace.</summary>
/// <param name="delay">What each call takes, as a network would.</param>
internal sealed class BenchPlatform(TimeSpan delay) : IChatPlatform
{
    private readonly TaskCompletionSource<IInbox> _inbox = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
    private long _messages;

    public string Name => "bench";

    public PlatformLimits Limits { get; } =
        new()
        {
            TextLength = 4096,
            EditInterval = TimeSpan.FromSeconds(1),
            Mode = ReplyMode.Stream,
            TypingLifetime = TimeSpan.FromSeconds(5),
            HasButtons = true,
            HasReactions = true,
            CanFindPosts = false,
        };

    /// <summary>Hands a message to the inbox as an adapter does, and returns when the answer to it is shown whole.</summary>
    /// <param name="token">Unique; the agent's answer has it.</param>
    public async Task SayAsync(int conversation, string token)
    {
        var inbox = await _inbox.Task;
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited[token] = answered;
        var number = Interlocked.Increment(ref _messages);
        var id = number.ToString(CultureInfo.InvariantCulture);
        var accepted = inbox.AcceptAsync(
            new InboundMessage
            {
                Bot = "1",
                DeliveryId = id,
                OrderKey = number,
                Conversation = new ConversationKey(Name, "1", conversation.ToString(CultureInfo.InvariantCulture)),
                Author = new Author(conversation.ToString(CultureInfo.InvariantCulture), "Alice"),
                Text = token,
                SentAt = TimeProvider.System.GetUtcNow(),
                MessageId = id,
            },
            CancellationToken.None
        );
        await accepted;
        await answered.Task;
    }

    public int Measure(string markdown) => markdown.Length;

    public async Task ReceiveAsync(IInbox inbox, CancellationToken cancellationToken)
    {
        _inbox.TrySetResult(inbox);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    public async Task<string> DeliverAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        await TakeTimeAsync(cancellationToken);
        if (message.Body is { } body && InstantAgent.TokenOf(body.Markdown) is { } token && _awaited.TryRemove(token, out var answered))
        {
            answered.SetResult();
        }

        return message.PlatformMessageId ?? Interlocked.Increment(ref _messages).ToString(CultureInfo.InvariantCulture);
    }

    public Task<FindResult> FindAsync(OutboundMessage message, CancellationToken cancellationToken) =>
        Task.FromResult<FindResult>(new FindResult.CannotTell());

    public Task ShowTypingAsync(ConversationKey conversation, CancellationToken cancellationToken) => TakeTimeAsync(cancellationToken);

    public string PeerOf(ConversationKey conversation) => conversation.Thread;

    public ImmutableArray<PaceBudget> BudgetsOf(ConversationKey conversation) => [];

    public bool CanDraft(ConversationKey conversation) => false;

    public Task ShowDraftAsync(ConversationKey conversation, Guid reply, string markdown, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public Task<ImmutableArray<ThreadLine>> ReadAsync(
        ConversationKey conversation,
        long before,
        int limit,
        CancellationToken cancellationToken
    ) => Task.FromResult<ImmutableArray<ThreadLine>>([]);

    public Task<AttachmentContent> OpenAttachmentAsync(Attachment attachment, CancellationToken cancellationToken) =>
        throw new PlatformRejectedException("There are no files here.");

    private Task TakeTimeAsync(CancellationToken cancellationToken) =>
        delay > TimeSpan.Zero ? Task.Delay(delay, TimeProvider.System, cancellationToken) : Task.CompletedTask;
}
