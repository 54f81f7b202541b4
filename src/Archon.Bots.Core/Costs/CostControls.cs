using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Costs;

/// <summary><c>/cost</c>: what the conversation's turns have used.</summary>
internal sealed class CostControls(IUsageStore usage, TimeProvider time) : IControlFeature
{
    public IReadOnlyCollection<ControlKind> Kinds { get; } = [ControlKind.Cost];

    public async Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        if (await usage.NewestAsync(control.Conversation, cancellationToken) is not { } newest)
        {
            return new ControlAnswer(new ReplyBody(CostText.Nothing));
        }

        var midnight = new DateTimeOffset(time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var today = await usage.SumAsync(control.Conversation, midnight, cancellationToken);
        var all = await usage.SumAsync(control.Conversation, DateTimeOffset.UnixEpoch, cancellationToken);
        return new ControlAnswer(new ReplyBody(CostText.Of(newest, today, all)));
    }
}
