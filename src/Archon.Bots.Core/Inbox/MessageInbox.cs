using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Scheduling;
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
    ILogger<MessageInbox> logger
) : IInbox
{
    public async Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7();
        var clean = message with
        {
            Text = TextHygiene.Clean(message.Text),
            Quotation = message.Quotation is { } quoted ? quoted with { Text = PairingCode.Hide(quoted.Text) } : null,
            Author = message.Author with { DisplayName = TextHygiene.Clean(message.Author.DisplayName) },
            Attachments =
            [
                .. message.Attachments.Select(file => file with { Name = file.Name is { } name ? TextHygiene.Clean(name) : null }),
            ],
        };
        var kind = InboundKind.Of(clean);
        // From here on nothing knows a pairing code: the kind carries its proof.
        clean = clean with
        {
            Text = PairingCode.Hide(clean.Text),
        };
        var result = await store.AcceptAsync(id, clean, kind, options.Value.MaxWaiting, cancellationToken);

        switch (result)
        {
            case AcceptResult.Duplicate:
                logger.DuplicateRefused(clean.DeliveryId, clean.Conversation);
                break;
            case AcceptResult.Controlled(var control):
                logger.ControlAccepted(control.Kind, control.Conversation);
                await controls.AnswerAsync(control, cancellationToken);
                break;
            case AcceptResult.Waiting(var ahead):
                logger.MessageAccepted(clean.DeliveryId, clean.Conversation, ahead);
                await scheduler.WakeAsync(clean.Conversation, cancellationToken);
                await controls.AcknowledgeAsync(id, clean, ahead, cancellationToken);
                break;
        }
    }
}
