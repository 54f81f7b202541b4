using System.Collections.Immutable;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.KillHost;

internal sealed class KilledInboxStore(IInboxStore inner, KillPoint point) : IInboxStore
{
    public async Task<AcceptResult> AcceptAsync(
        Guid id,
        InboundMessage message,
        InboundKind kind,
        int maxWaiting,
        CancellationToken cancellationToken
    )
    {
        await point.ReachAsync("before inbox commit");
        var result = await inner.AcceptAsync(id, message, kind, maxWaiting, cancellationToken);
        await point.ReachAsync("inbox committed, not confirmed");
        return result;
    }

    public Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken) =>
        inner.ReadCursorsAsync(platform, bot, cancellationToken);

    public async Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken)
    {
        await point.ReachAsync("gap read, cursor not moved");
        await inner.PassAsync(platform, bot, cursors, cancellationToken);
    }

    public Task<IReadOnlyList<ConversationKey>> ReleaseAsync(string platform, string bot, CancellationToken cancellationToken) =>
        inner.ReleaseAsync(platform, bot, cancellationToken);

    public Task<IReadOnlyList<ConversationKey>> WaitingAsync(string node, int limit, CancellationToken cancellationToken) =>
        inner.WaitingAsync(node, limit, cancellationToken);
}

internal sealed class KilledConversationStore(IConversationStore inner, KillPoint point) : IConversationStore
{
    public async Task<Turn?> BeginAsync(ConversationKey conversation, string node, CancellationToken cancellationToken)
    {
        var turn = await inner.BeginAsync(conversation, node, cancellationToken);
        if (turn is not null)
        {
            await point.ReachAsync("begun");
        }

        return turn;
    }

    public async Task CommitAsync(TurnCommit commit, CancellationToken cancellationToken)
    {
        await point.ReachAsync("result read, not committed");
        await inner.CommitAsync(commit, cancellationToken);
        await point.ReachAsync("committed");
    }

    public Task<bool> IsStopAskedAsync(TurnFence fence, CancellationToken cancellationToken) =>
        inner.IsStopAskedAsync(fence, cancellationToken);

    public async Task GiveBackAsync(TurnFence fence, CancellationToken cancellationToken)
    {
        await point.ReachAsync("during SIGTERM");
        await inner.GiveBackAsync(fence, cancellationToken);
    }

    public Task<ImmutableArray<TranscriptLine>> ReadTranscriptAsync(TurnFence fence, int characters, CancellationToken cancellationToken) =>
        inner.ReadTranscriptAsync(fence, characters, cancellationToken);
}

internal sealed class KilledSessionStore(ISessionStore inner, KillPoint point) : ISessionStore
{
    public async Task<bool> UpdateSessionAsync(
        Guid id,
        string? providerSessionId,
        string? expected,
        SessionEnd? endedFor,
        TurnFence fence,
        CancellationToken cancellationToken
    )
    {
        var updated = await inner.UpdateSessionAsync(id, providerSessionId, expected, endedFor, fence, cancellationToken);
        if (providerSessionId is null)
        {
            await point.ReachAsync("lost id cleared, not run again");
        }

        return updated;
    }

    public Task<SessionChain> ReadChainAsync(Guid conversation, CancellationToken cancellationToken) =>
        inner.ReadChainAsync(conversation, cancellationToken);

    public Task<IReadOnlyList<StoredSession>> RecentAsync(DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        inner.RecentAsync(since, limit, cancellationToken);
}

internal sealed class KilledJournal(ITurnJournal inner, KillPoint point) : ITurnJournal
{
    public async Task DispatchedAsync(TurnFence fence, DispatchedEntry entry, CancellationToken cancellationToken)
    {
        await inner.DispatchedAsync(fence, entry, cancellationToken);
        await point.ReachAsync("Dispatched");
    }

    public Task SessionBoundAsync(TurnFence fence, Guid session, string providerSessionId, CancellationToken cancellationToken) =>
        inner.SessionBoundAsync(fence, session, providerSessionId, cancellationToken);

    public async Task ToolSeenAsync(TurnFence fence, string line, CancellationToken cancellationToken)
    {
        await inner.ToolSeenAsync(fence, line, cancellationToken);
        await point.ReachAsync("tool running");
    }

    public async Task<Guid> AskedAsync(TurnFence fence, AskedEntry entry, CancellationToken cancellationToken)
    {
        var approval = await inner.AskedAsync(fence, entry, cancellationToken);
        await point.ReachAsync("asked");
        return approval;
    }

    public async Task UsedAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken)
    {
        await inner.UsedAsync(fence, approval, cancellationToken);
        await point.ReachAsync("answer used, not given");
    }

    public Task WithdrawnAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken) =>
        inner.WithdrawnAsync(fence, approval, cancellationToken);
}
