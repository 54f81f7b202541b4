using Archon.Bots.Agents.Acp;
using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Agents.Codex;
using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Demo;
using Archon.Bots.Agents.Guard;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Workplaces;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents;

public static class AgentsServiceCollectionExtensions
{
    /// <summary>
    /// Adds the agents, where they work, and the guard. The host registers <see cref="SelfCommand"/>, and calls this after what opens the
    /// database and before what takes conversations: hosted services start in the order of their registration.
    /// </summary>
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<AgentWorkOptions, PassedVariablesCheck>().BindConfiguration("Agents").ListAs("Agents");
        services
            .AddOptionsWithValidateOnStart<ClaudeCodeOptions, ClaudeCodeOptionsValidator>()
            .BindConfiguration("Agents:ClaudeCode")
            .ListAs("Agents:ClaudeCode");
        services.AddSingleton<IValidateOptions<ClaudeCodeOptions>, BinaryPathCheck>();
        services
            .AddOptionsWithValidateOnStart<CodexOptions, CodexOptionsValidator>()
            .BindConfiguration("Agents:Codex")
            .ListAs("Agents:Codex");
        services.AddSingleton<IValidateOptions<CodexOptions>, CodexPathCheck>();
        services.AddOptions<AcpOptions>().BindConfiguration("Agents:Acp").ListAs("Agents:Acp");
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => ServerEnvironment.OfThisProcess());

        services.AddSingleton<ISentFiles, SentFiles>();
        services.AddSingleton<ConversationWorkplaces>();
        services.AddSingleton<IWorkplaces>(provider => provider.GetRequiredService<ConversationWorkplaces>());
        services.AddHostedService(provider => provider.GetRequiredService<ConversationWorkplaces>());
        services.AddHostedService<GuardStart>();

        services.AddSingleton<AgentLauncher>();
        services.AddSingleton<ClaudeCodeProvider>();
        services.AddSingleton<IAgentProvider>(provider => provider.GetRequiredService<ClaudeCodeProvider>());
        services.AddSingleton<IAgentProvider, AcpProvider>();
        services.AddSingleton<CodexServers>();
        services.AddSingleton<IAgentProvider, CodexProvider>();
        services.AddSingleton<DemoMemory>();
        services.AddSingleton<IAgentProvider, DemoProvider>();
        services.AddHostedService<ClaudeProbe>();
        services.AddHostedService<CodexProbe>();
        return services;
    }
}
