using Archon.Bots.Agents;
using Archon.Bots.Agents.Guard;
using Archon.Bots.Core;
using Archon.Bots.Core.Settings;
using Archon.Bots.Discord;
using Archon.Bots.Host.Settings;
using Archon.Bots.Persistence;
using Archon.Bots.Slack;
using Archon.Bots.Telegram;

namespace Archon.Bots.Host;

/// <summary>What the server is made of.</summary>
internal static class BotServices
{
    /// <exception cref="SettingsException">Settings that nothing can be made of.</exception>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<ServerOptions, ServerOptionsValidator>().BindConfiguration("Server").ListAs("Server");
        services.AddSingleton(SelfCommand.Current());
        services.AddBotCore();
        services.AddBotPersistence().UseDatabase(configuration);
        services.AddAgents();
        var isOnSlack = configuration.IsOnSlack();
        var isOnDiscord = configuration.IsOnDiscord();
        services.AddTelegram(configuration.IsOnTelegram() || (!isOnSlack && !isOnDiscord));
        services.AddSlack(isOnSlack);
        services.AddDiscord(isOnDiscord);
        services.AddBotCoreHosting();
        return services;
    }
}
