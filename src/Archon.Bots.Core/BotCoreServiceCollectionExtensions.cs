using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Costs;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Outbox;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Core.Settings;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Telemetry;
using Archon.Bots.Core.Turns;
using Archon.Bots.Core.Users;
using Archon.Bots.Core.Users.Pairing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core;

public static class BotCoreServiceCollectionExtensions
{
    /// <summary>The rooms of the path. Register persistence and agents before: hosted services start in this order and stop in the reverse.</summary>
    public static IServiceCollection AddBotCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<HealthParts>();
        services.AddSingleton<PathTelemetry>();
        services.AddSingleton<Node>();
        services.AddOptionsWithValidateOnStart<HomeOptions, HomeOptionsValidator>().BindConfiguration("Home").ListAs("Home");
        return services.AddUsers().AddInbox().AddTurns().AddOutbox();
    }

    /// <summary>The hosted services of the path, outermost last, so that a stop closes the doors first.</summary>
    public static IServiceCollection AddBotCoreHosting(this IServiceCollection services)
    {
        services.AddHostedService<AccessStart>();
        services.AddHostedService(provider => provider.GetRequiredService<AgentSessionPool>());
        services.AddHostedService<OutboxPump>();
        services.AddHostedService(provider => provider.GetRequiredService<InProcessScheduler>());
        services.AddHostedService<SpawnAhead>();
        services.AddHostedService<InboxSweeper>();
        services.AddHostedService<PlatformHost>();
        return services;
    }

    /// <summary>The gauges of whoever exports metrics.</summary>
    public static IServiceCollection AddBotGauges(this IServiceCollection services) => services.AddHostedService<ServerGauges>();

    private static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AccessOptions, AccessOptionsValidator>().BindConfiguration("Access").ListAs("Access");
        services.AddSingleton(provider => new Access(
            provider.GetRequiredService<IOptions<AccessOptions>>().Value.Mode,
            provider.GetServices<AllowList>()
        ));
        services.AddSingleton<RefusalNotice>();
        services.AddSingleton<People>();
        services.AddSingleton<PairingCodes>();
        services.AddSingleton<IControlFeature, PeopleControls>();
        services.AddSingleton<IControlFeature, PairControls>();
        return services;
    }

    private static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<InboxOptions, InboxOptionsValidator>().BindConfiguration("Inbox").ListAs("Inbox");
        services
            .AddOptionsWithValidateOnStart<SchedulingOptions, SchedulingOptionsValidator>()
            .BindConfiguration("Scheduling")
            .ListAs("Scheduling");
        services
            .AddOptionsWithValidateOnStart<ShutdownOptions, ShutdownOptionsValidator>()
            .BindConfiguration("Shutdown")
            .ListAs("Shutdown");
        services.AddSingleton<IInbox, MessageInbox>();
        services.AddSingleton<Controls>();
        services.AddSingleton(
            CommandMenu.Of(CommandWord.Known).With([.. CommandWord.ForAdmins, ("pair", "own the bot, with the code of its log")])
        );
        services.AddSingleton<IControlFeature, StopControls>();
        services.AddSingleton<IControlFeature, TextControls>();
        services.AddSingleton<IControlFeature, WhyControls>();
        services.AddSingleton<IControlFeature, CostControls>();
        services.AddSingleton<IControlFeature, ApprovalControls>();
        services.AddSingleton<LiveTurns>();
        services.AddSingleton<ShutdownGrace>();
        services.AddSingleton<InProcessScheduler>();
        services.AddSingleton<IConversationScheduler>(provider => provider.GetRequiredService<InProcessScheduler>());
        return services;
    }

    private static IServiceCollection AddTurns(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AgentOptions, AgentOptionsValidator>().BindConfiguration("Agents").ListAs("Agents");
        services
            .AddOptionsWithValidateOnStart<AgentPoolOptions, AgentPoolOptionsValidator>()
            .BindConfiguration("Agents:Pool")
            .ListAs("Agents:Pool");
        services.AddSingleton<WatchedRun>();
        services.AddSingleton<AgentSessionPool>();
        services.AddSingleton<FileGathering>();
        services.AddSingleton<ThreadGathering>();
        services.AddSingleton<TurnLedger>();
        services.AddSingleton<ConversationRunner>();
        services.AddSingleton<TurnHealer>();
        services.AddSingleton<TurnPipeline>();
        services.AddSingleton<AgentRun>();
        return services;
    }

    private static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<ReplyOptions, ReplyOptionsValidator>().BindConfiguration("Replies").ListAs("Replies");
        services.AddSingleton<PlatformDirectory>();
        services.AddSingleton<PlatformTraits>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<PreviewStore>();
        services.AddSingleton<ReplyWriter>();
        services.AddSingleton<PaceGovernor>();
        services.AddSingleton<DeliveryPace>();
        services.AddSingleton<Backoff>();
        services.AddSingleton<LostEdits>();
        services.AddSingleton<RowDelivery>();
        services.AddSingleton<ReceiptDelivery>();
        services.AddSingleton<TypingDelivery>();
        services.AddSingleton<DraftDelivery>();
        services.AddSingleton<PreviewDelivery>();
        services.AddSingleton<ConversationDelivery>();
        return services;
    }
}
