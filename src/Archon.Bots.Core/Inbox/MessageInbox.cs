using System.Collections.Immutable;
using System.Diagnostics;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Users.Pairing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Inbox;

/// <summary>Room 2: stores each delivery once, then wakes its conversation or has its control answered.</summary>
internal sealed class MessageInbox(
    IInboxStore store,
    Controls controls,
    IConversationScheduler scheduler,
    IOptions<InboxOptions> options,
    PathTelemetry telemetry,
    ILogger<MessageInbox> logger
) : IInbox
{
    public async Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var step = telemetry.Start();
        var id = Guid.CreateVersion7(step.StartedAt);
        var clean = TextHygiene.Clean(message);
        var kind = InboundKind.Of(clean);
        // From here on nothing knows a pairing code: the kind carries its proof.
        clean = clean with
        {
            Text = PairingCode.Hide(clean.Text),
            Quotation = clean.Quotation is { } quoted ? quoted with { Text = PairingCode.Hide(quoted.Text) } : null,
        };
        var result = await store.AcceptAsync(id, clean, kind, options.Value.MaxWaiting, cancellationToken);
        telemetry.Accepted(step, id, clean, kind, result);

        switch (result)
        {
            case AcceptResult.Duplicate(var conversation, var known):
                logger.DuplicateRefused(clean.DeliveryId, conversation);
                // Its first copy may have come to a server that died before it could show a receipt.
                await controls.AcknowledgeAsync(known, clean with { Conversation = conversation }, ahead: 0, cancellationToken);
                break;
            case AcceptResult.Controlled(var control):
                logger.ControlAccepted(control.Kind, control.Conversation);
                await controls.AnswerAsync(control, cancellationToken);
                break;
            case AcceptResult.Unaddressed:
                logger.LeftAlone(clean.DeliveryId, clean.Conversation);
                break;
            case AcceptResult.Noted(var conversation):
                logger.ChangeAccepted(clean.Kind, conversation);
                break;
            case AcceptResult.Waiting(var conversation, var ahead) waiting:
                logger.MessageAccepted(clean.DeliveryId, conversation, ahead);
                await WakeAsync(waiting, cancellationToken);
                await controls.AcknowledgeAsync(id, clean with { Conversation = conversation }, ahead, cancellationToken);
                break;
            default:
                throw new UnreachableException();
        }
    }

    public Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken) =>
        store.ReadCursorsAsync(platform, bot, cancellationToken);

    public Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken) =>
        store.PassAsync(platform, bot, cursors, cancellationToken);

    public async Task ReleaseAsync(string platform, string bot, CancellationToken cancellationToken)
    {
        foreach (var conversation in await store.ReleaseAsync(platform, bot, cancellationToken))
        {
            await scheduler.WakeAsync(conversation, cancellationToken);
        }
    }

    private ValueTask WakeAsync(AcceptResult.Waiting waiting, CancellationToken cancellationToken) =>
        waiting.SettlesAt is { } time
            ? scheduler.WakeAtAsync(waiting.Conversation, time, cancellationToken)
            : scheduler.WakeAsync(waiting.Conversation, cancellationToken);
}
