using System.Security.Cryptography;
using System.Text;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Commands;

/// <summary>Room 2b: what is answered at once, also while a turn runs.</summary>
internal sealed class Controls(
    IControlStore store,
    Access access,
    RefusalNotice refusals,
    LiveTurns liveTurns,
    OutboxSignal outbox,
    IOptions<InboxOptions> options,
    TimeProvider time
)
{
    private const int Batch = 100;

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
        if (access.RefusedBy(control.Conversation.Platform, control.Author) is { } rule)
        {
            var refused = new ControlAnswer(refusals.Body(control.Conversation.Platform, control.Author, rule))
            {
                OnlyOnceADay = refusals.Of(control.Conversation.Platform, control.Author, rule),
            };
            await CloseAsync(control, refused, cancellationToken);
            return;
        }

        switch (control.Kind)
        {
            case ControlKind.Stop:
                await StopAsync(control, cancellationToken);
                break;
            case ControlKind.StopAll:
                await StopAllAsync(control, cancellationToken);
                break;
            case ControlKind.TooMany:
                await CloseAsync(control, await TooManyAsync(control, cancellationToken), cancellationToken);
                break;
            default:
                await CloseAsync(control, await TextAsync(control, cancellationToken), cancellationToken);
                break;
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

    private async Task StopAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var view = await store.ViewAsync(control.Conversation, cancellationToken);
        var meant = Guid.TryParseExact(control.Argument, "N", out var pressed) ? pressed : view.Running?.Id;
        if (meant is { } turn && await store.HandAsync(control.Id, turn, cancellationToken))
        {
            liveTurns.Signal(turn);
            return;
        }

        if (meant is not null)
        {
            await CloseAsync(control, new ControlAnswer(ControlTexts.TooLate), cancellationToken);
            return;
        }

        var taken = await store.TakeBackAsync(control.Id, 1, cancellationToken);
        await CloseAsync(
            control,
            new ControlAnswer(new ReplyBody(taken.Count == 0 ? ControlTexts.NothingRuns : ControlTexts.TakenBack(taken))),
            cancellationToken
        );
    }

    private async Task StopAllAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var taken = await store.TakeBackAsync(control.Id, int.MaxValue, cancellationToken);
        var view = await store.ViewAsync(control.Conversation, cancellationToken);
        if (taken.Count > 0)
        {
            await store.NoticeAsync(control.Conversation, control.Id, new ReplyBody(ControlTexts.TakenBack(taken)), cancellationToken);
            outbox.Raise(control.Conversation);
        }

        if (view.Running is { } running && await store.HandAsync(control.Id, running.Id, cancellationToken))
        {
            liveTurns.Signal(running.Id);
            return;
        }

        var nothing = taken.Count == 0 ? new ReplyBody(ControlTexts.NothingRuns) : null;
        await CloseAsync(control, new ControlAnswer(nothing), cancellationToken);
    }

    /// <summary>One line a minute for a whole burst: the answers share a source, so that the platform shows one message, edited.</summary>
    private async Task<ControlAnswer> TooManyAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var minute = new DateTimeOffset(control.At.Ticks - (control.At.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var texts = await store.TooManySinceAsync(control.Conversation, minute, cancellationToken);
        var source = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{control.Conversation} {minute:O}")).AsSpan(0, 16));
        return new ControlAnswer(new ReplyBody(ControlTexts.TooMany(texts, options.Value.MaxWaiting))) { SharedSource = source };
    }

    private async Task<ControlAnswer> TextAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var text = control.Kind switch
        {
            ControlKind.Start => ControlTexts.Start,
            ControlKind.Help => ControlTexts.Help,
            ControlKind.Unreadable => ControlTexts.Unreadable(control.Argument),
            ControlKind.Unserved => ControlTexts.Unserved,
            ControlKind.Queue => ControlTexts.Queue(await store.ViewAsync(control.Conversation, cancellationToken)),
            ControlKind.Status => ControlTexts.Status(await store.ViewAsync(control.Conversation, cancellationToken), time.GetUtcNow()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return new ControlAnswer(new ReplyBody(text));
    }

    private async Task CloseAsync(ControlRow control, ControlAnswer answer, CancellationToken cancellationToken)
    {
        if (await store.AnswerAsync(control.Id, answer, cancellationToken))
        {
            outbox.Raise(control.Conversation);
        }
    }
}
