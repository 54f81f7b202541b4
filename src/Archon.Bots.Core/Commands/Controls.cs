using System.Collections.Frozen;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Commands;

/// <summary>Room 2b: what is answered at once, also while a turn runs.</summary>
internal sealed class Controls(
    IControlStore store,
    IEnumerable<IControlFeature> features,
    Access access,
    RefusalNotice refusals,
    PlatformTraits platforms,
    OutboxSignal outbox
)
{
    private const int Batch = 100;

    private readonly FrozenDictionary<ControlKind, IControlFeature> _features = features
        .SelectMany(feature => feature.Kinds.Select(kind => KeyValuePair.Create(kind, feature)))
        .ToFrozenDictionary();

    /// <summary>What a crash has left open, or an answer that failed.</summary>
    public Task<IReadOnlyList<ControlRow>> OpenAsync(CancellationToken cancellationToken) => store.OpenAsync(Batch, cancellationToken);

    /// <summary>May run twice for one control, beside a sweep or after a crash: each step of it counts once.</summary>
    public async Task AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var feature = _features[control.Kind];
        var answer =
            !feature.IsForEverybody && access.RefusedBy(control.Conversation.Platform, control.Author) is { } rule
                ? new ControlAnswer(refusals.Body(control.Conversation.Platform, control.Author, rule))
                {
                    OnlyOnceADay = refusals.Of(control.Conversation.Platform, control.Author, rule),
                }
                : await feature.AnswerAsync(control, cancellationToken);
        if (answer is not null && await store.AnswerAsync(control.Id, answer, cancellationToken))
        {
            outbox.Raise(control.Conversation);
        }
    }

    /// <summary>
    /// Shows that a message was accepted: the receipt where the platform has reactions, the line of what waits where something is ahead, and
    /// a hint where a command looks like a typo of one that would not have waited. Each of it once, however often it is asked for.
    /// </summary>
    public async Task AcknowledgeAsync(Guid inboxId, InboundMessage message, int ahead, CancellationToken cancellationToken)
    {
        var hasReceipt = platforms.HasReactions(message.Conversation) && message.MessageId is not null;
        if ((!hasReceipt && ahead == 0) || access.RefusedBy(message.Conversation.Platform, message.Author) is not null)
        {
            return;
        }

        await store.AcknowledgeAsync(inboxId, hasReceipt, hasQueueLine: ahead > 0, cancellationToken);
        if (ahead > 0 && CommandWord.Of(message.Text) is { } command && CommandWord.NearestKnown(command.Word) is { } nearest)
        {
            var body = new ReplyBody(ControlTexts.Hint(command.Word, nearest));
            await store.NoticeAsync(message.Conversation, inboxId, body, cancellationToken);
        }

        outbox.Raise(message.Conversation);
    }
}
