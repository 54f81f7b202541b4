using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.KillHost;

internal static class KillPointServices
{
    public static void AddKillPoint(this IServiceCollection services, KillPoint point)
    {
        services.Decorate<IInboxStore>(inner => new KilledInboxStore(inner, point));
        services.Decorate<IConversationStore>(inner => new KilledConversationStore(inner, point));
        services.Decorate<ISessionStore>(inner => new KilledSessionStore(inner, point));
        services.Decorate<ITurnJournal>(inner => new KilledJournal(inner, point));
        services.Decorate<IOutboxStore>(inner => new KilledOutboxStore(inner, point));
        services.Decorate<IAgentProvider>(inner => new KilledProvider(inner, point));
    }

    private static void Decorate<T>(this IServiceCollection services, Func<T, T> wrap)
        where T : class
    {
        for (var i = 0; i < services.Count; i++)
        {
            var inner = services[i];
            if (inner.ServiceType == typeof(T))
            {
                services[i] = ServiceDescriptor.Singleton(provider => wrap((T)Create(inner, provider)));
            }
        }
    }

    private static object Create(ServiceDescriptor descriptor, IServiceProvider provider) =>
        descriptor.ImplementationInstance
        ?? descriptor.ImplementationFactory?.Invoke(provider)
        ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!);
}
