using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Stories;

/// <summary><c>/why</c>: what became of the message that it answers, or of the newest.</summary>
internal sealed class WhyControls(IMessageStories stories, TimeProvider time) : IControlFeature
{
    public IReadOnlyCollection<ControlKind> Kinds { get; } = [ControlKind.Why];

    public async Task<ControlAnswer?> AnswerAsync(ControlRow control, CancellationToken cancellationToken)
    {
        var story = control.ReplyTo is { } message
            ? await stories.FindAsync(control.Conversation, message, cancellationToken)
            : await stories.NewestAsync(control.Conversation, cancellationToken);
        var unknown = control.ReplyTo is null ? StoryText.NothingHere : StoryText.Unknown;
        return new ControlAnswer(new ReplyBody(story is null ? unknown : StoryText.Of(story, time.GetUtcNow())));
    }
}
