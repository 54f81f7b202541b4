using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Holds or breaks the first stop that takes back what waits.</summary>
internal sealed class HeldControls
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task ReachedAsync(CancellationToken cancellationToken) => _reached.Task.WaitAsync(TestTimeouts.Default, cancellationToken);

    public void Release() => _release.TrySetResult();

    public void Fail() => _release.TrySetException(new IOException("disk full"));

    public void Around(IServiceCollection services) => services.Decorate<IControlStore>(store => new Holder(store, this));

    private sealed class Holder(IControlStore store, HeldControls held) : IControlStore
    {
        public async Task<IReadOnlyList<string>> TakeBackAsync(Guid control, bool ofAnybody, int limit, CancellationToken cancellationToken)
        {
            if (held._reached.TrySetResult())
            {
                await held._release.Task.WaitAsync(TestTimeouts.Default, cancellationToken);
            }

            return await store.TakeBackAsync(control, ofAnybody, limit, cancellationToken);
        }

        public Task<IReadOnlyList<ControlRow>> OpenAsync(int limit, CancellationToken cancellationToken) =>
            store.OpenAsync(limit, cancellationToken);

        public Task<ConversationView> ViewAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
            store.ViewAsync(conversation, cancellationToken);

        public Task<bool> AnswerAsync(Guid control, ControlAnswer answer, CancellationToken cancellationToken) =>
            store.AnswerAsync(control, answer, cancellationToken);

        public Task AcknowledgeAsync(Guid inbox, bool hasReceipt, bool hasQueueLine, CancellationToken cancellationToken) =>
            store.AcknowledgeAsync(inbox, hasReceipt, hasQueueLine, cancellationToken);

        public Task NoticeAsync(ConversationKey conversation, Guid source, ReplyBody body, CancellationToken cancellationToken) =>
            store.NoticeAsync(conversation, source, body, cancellationToken);

        public Task<bool> HandAsync(Guid control, Guid turn, CancellationToken cancellationToken) =>
            store.HandAsync(control, turn, cancellationToken);

        public Task<IReadOnlyList<string>> TooManySinceAsync(
            ConversationKey conversation,
            DateTimeOffset since,
            CancellationToken cancellationToken
        ) => store.TooManySinceAsync(conversation, since, cancellationToken);
    }
}
