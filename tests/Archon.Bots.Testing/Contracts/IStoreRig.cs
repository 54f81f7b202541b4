using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Costs;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Testing.Contracts;

/// <summary>A fresh database for one test, and the stores on it.</summary>
public interface IStoreRig : IAsyncDisposable
{
    FakeTimeProvider Time { get; }

    IInboxStore Inbox { get; }

    IConversationStore Conversations { get; }

    ITurnJournal Journal { get; }

    ISessionStore Sessions { get; }

    IControlStore Controls { get; }

    IApprovalStore Approvals { get; }

    IOutboxStore Outbox { get; }

    INodeStore Nodes { get; }

    IPlatformMemory Memory { get; }

    IUserStore Users { get; }

    IMessageStories Stories { get; }

    IUsageStore Usage { get; }

    IBacklogStore Backlog { get; }

    /// <summary>Makes the database and joins it as <see cref="StoreContract.Us"/>.</summary>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>The rows of a query, columns joined by <c>|</c>, nothing for NULL: for what no port reads.</summary>
    Task<IReadOnlyList<string>> QueryAsync(string sql, CancellationToken cancellationToken);
}
