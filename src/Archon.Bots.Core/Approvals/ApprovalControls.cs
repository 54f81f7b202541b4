using System.Security.Cryptography;
using System.Text;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Approvals;

/// <summary>Answers to the agent's questions, by button or in words.</summary>
internal sealed class ApprovalControls(IApprovalStore store, Access access, LiveTurns liveTurns, OutboxSignal outbox) : IControlFeature
{
    /// <summary>Source: Telegram's stamps are whole seconds, cut off.</summary>
    private static readonly TimeSpan _stampsPrecision = TimeSpan.FromSeconds(1);

    public IReadOnlyCollection<ControlKind> Kinds { get; } = [ControlKind.Answer, ControlKind.Approve, ControlKind.Deny];

    public async Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        if (control.Kind == ControlKind.Answer)
        {
            return
                ApprovalAction.Of(control.Argument) is { } pressed
                && await store.FindAsync(control.Conversation, pressed.Approval, cancellationToken) is { } shown
                ? await DecideAsync(control, shown, pressed.IsAllowed, "", cancellationToken)
                : Say(ApprovalTexts.NothingAsked);
        }

        var isAllowed = control.Kind == ControlKind.Approve;
        var reason = isAllowed ? "" : control.Argument;
        if (control.ReplyTo is { } card && await store.FindByCardAsync(control.Conversation, card, cancellationToken) is { } replied)
        {
            return await DecideAsync(control, replied, isAllowed, reason, cancellationToken);
        }

        return await store.OpenAsync(control.Conversation, cancellationToken) switch
        {
            [] => Say(ApprovalTexts.NothingAsked),
            [var only] when !MayHaveRead(control, only) => Say(ApprovalTexts.AskedSince),
            [var only] => await DecideAsync(control, only, isAllowed, reason, cancellationToken),
            _ => Say(ApprovalTexts.Several),
        };
    }

    private async Task<ControlAnswer?> DecideAsync(
        ControlRow control,
        Approval approval,
        bool isAllowed,
        string reason,
        CancellationToken cancellationToken
    )
    {
        if (!MayDecide(control, approval))
        {
            // One line a person and question, however often the button is pressed.
            return new ControlAnswer(ApprovalTexts.NotYours(approval.Asker)) { SharedSource = LineOf(control, approval) };
        }

        var result = await store.DecideAsync(control, approval.Id, isAllowed, reason, cancellationToken);
        if (result == DecisionResult.TooLate)
        {
            return await store.FindAsync(control.Conversation, approval.Id, cancellationToken) is { } now
                ? new ControlAnswer(ApprovalTexts.TooLate(now))
                : Say(ApprovalTexts.NothingAsked);
        }

        liveTurns.Signal(approval.Turn);
        outbox.Raise(control.Conversation);
        return null;
    }

    /// <summary>Words without a question's name are meant for what stood there when they were sent.</summary>
    private static bool MayHaveRead(ControlRow control, Approval approval) =>
        approval.IsShown && approval.AskedAt <= control.SentAt + _stampsPrecision;

    private bool MayDecide(ControlRow control, Approval approval) =>
        control.Author.Id == approval.Asker.Id || access.RoleOf(control.Conversation.Platform, control.Author) >= Role.Approver;

    private static Guid LineOf(ControlRow control, Approval approval) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{approval.Id} {control.Author.Id}")).AsSpan(0, 16));

    private static ControlAnswer Say(string text) => new(new Messages.ReplyBody(text));
}
