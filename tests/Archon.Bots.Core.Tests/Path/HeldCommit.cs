using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;
using Archon.Bots.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Holds or breaks the first commit, to let something else come first.</summary>
internal sealed class HeldCommit
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task ReachedAsync(CancellationToken cancellationToken) => _reached.Task.WaitAsync(TestTimeouts.Default, cancellationToken);

    public void Release() => _release.TrySetResult();

    /// <summary>The first commit fails, as it does while the disk is full.</summary>
    public void Fail() => _release.TrySetException(new IOException("disk full"));

    public void Around(IServiceCollection services) => services.Decorate<IConversationStore>(store => new Holder(store, this));

    private sealed class Holder(IConversationStore store, HeldCommit held) : IConversationStore
    {
        public async Task CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
        {
            if (held._reached.TrySetResult())
            {
                await held._release.Task.WaitAsync(TestTimeouts.Default, cancellationToken);
            }

            await store.CommitAsync(commit, cancellationToken);
        }

        public Task<Turn?> BeginAsync(ConversationKey conversation, string node, CancellationToken cancellationToken) =>
            store.BeginAsync(conversation, node, cancellationToken);

        public Task<bool> IsStopAskedAsync(TurnFence fence, CancellationToken cancellationToken) =>
            store.IsStopAskedAsync(fence, cancellationToken);

        public Task GiveBackAsync(TurnFence fence, CancellationToken cancellationToken) => store.GiveBackAsync(fence, cancellationToken);

        public Task<ImmutableArray<TranscriptLine>> ReadTranscriptAsync(
            TurnFence fence,
            int characters,
            CancellationToken cancellationToken
        ) => store.ReadTranscriptAsync(fence, characters, cancellationToken);
    }
}
