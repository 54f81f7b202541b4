using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Costs;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Persistence.Approvals;
using Archon.Bots.Persistence.Commands;
using Archon.Bots.Persistence.Conversations;
using Archon.Bots.Persistence.Costs;
using Archon.Bots.Persistence.Inbox;
using Archon.Bots.Persistence.Nodes;
using Archon.Bots.Persistence.Outbox;
using Archon.Bots.Persistence.Sessions;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Persistence.Stories;
using Archon.Bots.Persistence.Telemetry;
using Archon.Bots.Persistence.Turns;
using Archon.Bots.Persistence.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Archon.Bots.Persistence;

public static class PersistenceServiceCollectionExtensions
{
    /// <summary>The stores; say next which database they are to use.</summary>
    public static PersistenceBuilder AddBotPersistence(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthParts>();
        services.TryAddSingleton<Node>();
        services.AddSingleton<DatabaseMigration>();
        services.AddSingleton<StoreWriter>();
        services.AddSingleton<StoreReader>();
        services.AddSingleton<IInboxStore, InboxStore>();
        services.AddSingleton<IConversationStore, ConversationStore>();
        services.AddSingleton<ITurnJournal, TurnJournal>();
        services.AddSingleton<ISessionStore, SessionStore>();
        services.AddSingleton<IControlStore, ControlStore>();
        services.AddSingleton<IApprovalStore, ApprovalStore>();
        services.AddSingleton<IOutboxStore, OutboxStore>();
        services.AddSingleton<INodeStore, NodeStore>();
        services.AddSingleton<IPlatformMemory, PlatformMemory>();
        services.AddSingleton<IUserStore, UserStore>();
        services.AddSingleton<IMessageStories, MessageStories>();
        services.AddSingleton<IUsageStore, UsageStore>();
        services.AddSingleton<IBacklogStore, BacklogStore>();
        services.AddSingleton<BotContexts>();
        return new PersistenceBuilder(services);
    }
}

/// <summary>Waits for the name of a database.</summary>
public sealed class PersistenceBuilder
{
    private readonly IServiceCollection _services;

    internal PersistenceBuilder(IServiceCollection services) => _services = services;

    internal IServiceCollection Use(Func<IServiceProvider, DatabaseEngine> engine)
    {
        _services.AddSingleton(engine);
        // Hosted services start in the order of this list, and every other one may ask a store at once.
        _services.Insert(0, ServiceDescriptor.Singleton<IHostedService, DatabaseStart>());
        return _services;
    }
}
