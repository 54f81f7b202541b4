using System.Collections.Frozen;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Commands;

/// <summary>Room 2b: what is answered at once, also while a turn runs.</summary>
internal sealed class Controls(
    IControlStore store,
    IEnumerable<IControlFeature> features,
    Access access,
    RefusalNotice refusals,
    OutboxSignal outbox
)
{
    private const int Batch = 100;

    private readonly FrozenDictionary<ControlKind, IControlFeature> _features = features
        .SelectMany(feature => feature.Kinds.Select(kind => KeyValuePair.Create(kind, feature)))
        .ToFrozenDictionary();

    /// <summary>Answers what a crash has left open, or an answer that failed.</summary>
    public async Task AnswerOpenAsync(CancellationToken cancellationToken)
    {
        foreach (var control in await store.OpenAsync(Batch, cancellationToken))
        {
            await AnswerAsync(control, cancellationToken);
        }
    }

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

    /// <summary>A command that waits behind others is acknowledged at once; a prompt shows its place by <c>/queue</c>.</summary>
    public async Task AcknowledgeAsync(Guid inboxId, InboundMessage message, int ahead, CancellationToken cancellationToken)
    {
        if (
            ahead == 0
            || CommandWord.Of(message.Text) is not { } command
            || access.RefusedBy(message.Conversation.Platform, message.Author) is not null
        )
        {
            return;
        }

        var words = CommandWord.Known.Select(known => known.Word).ToList();
        var nearest = words.Contains(command.Word) ? null : CommandWord.Nearest(command.Word, words);
        var body = new ReplyBody(ControlTexts.Acknowledge(command.Word, ahead, nearest));
        await store.NoticeAsync(message.Conversation, inboxId, body, cancellationToken);
        outbox.Raise(message.Conversation);
    }
}
