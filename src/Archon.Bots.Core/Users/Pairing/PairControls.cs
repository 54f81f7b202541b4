using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Users.Pairing;

/// <summary>Makes the sender of the right code the owner. The only control of those who may do nothing else.</summary>
internal sealed class PairControls(
    PairingCodes codes,
    IUserStore store,
    People people,
    Access access,
    RefusalNotice refusals,
    ILogger<PairControls> logger
) : IControlFeature
{
    public IReadOnlyCollection<ControlKind> Kinds { get; } = [ControlKind.Pair];

    public bool IsForEverybody => true;

    public async Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var (platform, author) = (control.Conversation.Platform, control.Author);
        if (access.RoleOf(platform, author) is Role.Owner)
        {
            return new ControlAnswer(new ReplyBody(PairingTexts.Paired));
        }

        if (access.HasOwner)
        {
            return Refuse(control, PairingTexts.AlreadyPaired);
        }

        var verdict = codes.Try(control);
        if (verdict.End is PairingEnd.Right)
        {
            return new ControlAnswer(new ReplyBody(await PairAsync(control, cancellationToken)));
        }

        logger.PairingRefused(platform, author.Id, verdict.End);
        var text = PairingTexts.Of(verdict);
        return verdict.End is PairingEnd.Spent ? Refuse(control, text) : new ControlAnswer(new ReplyBody(text));
    }

    private async Task<string> PairAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var (platform, author) = (control.Conversation.Platform, control.Author);
        var change = new PersonChange(control.Id, platform, author.Id, author.Id);
        if (!await people.ChangeAsync(() => store.PairAsync(change, author.DisplayName, cancellationToken), cancellationToken))
        {
            return PairingTexts.AlreadyPaired;
        }

        logger.PairingCompleted(platform, author.Id);
        return PairingTexts.Paired;
    }

    /// <summary>Who is allowed is always answered; who is not, once a day like at every other word.</summary>
    private ControlAnswer Refuse(ControlRow control, string text)
    {
        var (platform, author) = (control.Conversation.Platform, control.Author);
        var refusal = access.RefusedBy(platform, author) is { } rule ? refusals.Of(platform, author, rule) : null;
        return new ControlAnswer(new ReplyBody(text)) { OnlyOnceADay = refusal };
    }
}
