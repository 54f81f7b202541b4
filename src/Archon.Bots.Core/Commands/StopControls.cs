using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Commands;

/// <summary>
/// Stops the running turn, and takes back what waits: everybody what they asked for themselves, approvers and those above them everything.
/// </summary>
internal sealed class StopControls(IControlStore store, Access access, LiveTurns liveTurns, OutboxSignal outbox) : IControlFeature
{
    public IReadOnlyCollection<ControlKind> Kinds { get; } = [ControlKind.Stop, ControlKind.StopAll];

    public Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken) =>
        control.Kind == ControlKind.Stop ? StopAsync(control, cancellationToken) : StopAllAsync(control, cancellationToken);

    private async Task<ControlAnswer?> StopAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var view = await store.ViewAsync(control.Conversation, cancellationToken);
        var meant = Guid.TryParseExact(control.Argument, "N", out var pressed) ? pressed : view.Running?.Id;
        if (view.Running is { } running && running.Id == meant && !MayStop(control, running))
        {
            return new ControlAnswer(new ReplyBody(ControlTexts.NotYourTurn));
        }

        if (meant is { } turn && await store.HandAsync(control.Id, turn, cancellationToken))
        {
            liveTurns.Signal(turn);
            return null;
        }

        if (meant is not null)
        {
            return new ControlAnswer(ControlTexts.TooLate);
        }

        var taken = await store.TakeBackAsync(control.Id, IsOverOthers(control), 1, cancellationToken);
        return new ControlAnswer(new ReplyBody(taken.Count == 0 ? Nothing(control, view) : ControlTexts.TakenBack(taken)));
    }

    private async Task<ControlAnswer?> StopAllAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var taken = await store.TakeBackAsync(control.Id, IsOverOthers(control), int.MaxValue, cancellationToken);
        var view = await store.ViewAsync(control.Conversation, cancellationToken);
        if (taken.Count > 0)
        {
            await store.NoticeAsync(control.Conversation, control.Id, new ReplyBody(ControlTexts.TakenBack(taken)), cancellationToken);
            outbox.Raise(control.Conversation);
        }

        if (view.Running is { } another && !MayStop(control, another))
        {
            return new ControlAnswer(new ReplyBody(ControlTexts.NotYourTurn));
        }

        if (view.Running is { } running && await store.HandAsync(control.Id, running.Id, cancellationToken))
        {
            liveTurns.Signal(running.Id);
            return null;
        }

        return new ControlAnswer(taken.Count == 0 ? new ReplyBody(Nothing(control, view)) : null);
    }

    private bool MayStop(ControlRow control, RunningTurn turn) => turn.AuthorId == control.Author.Id || IsOverOthers(control);

    private bool IsOverOthers(ControlRow control) => access.RoleOf(control.Conversation.Platform, control.Author) is >= Role.Approver;

    private string Nothing(ControlRow control, ConversationView view) =>
        view.Waiting.Count > 0 && !IsOverOthers(control) ? ControlTexts.NothingOfYours : ControlTexts.NothingRuns;
}
