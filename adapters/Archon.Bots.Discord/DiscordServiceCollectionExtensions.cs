using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Settings;
using Archon.Bots.Core.Users;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Gateway;
using Archon.Bots.Discord.Inbound;
using Archon.Bots.Discord.Interactions;
using Archon.Bots.Discord.Settings;
using Archon.Bots.Discord.Setup;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord;

public static class DiscordServiceCollectionExtensions
{
    /// <summary>Discord, with its settings under <c>Platforms:Discord</c>.</summary>
    /// <param name="isSetUp">False: its settings are known, and nothing of it runs.</param>
    public static IServiceCollection AddDiscord(this IServiceCollection services, bool isSetUp)
    {
        if (!isSetUp)
        {
            services.AddOptions<DiscordOptions>().BindConfiguration(DiscordOptions.Section).ListAs(DiscordOptions.Section);
            return services;
        }

        services
            .AddOptionsWithValidateOnStart<DiscordOptions, DiscordOptionsValidator>()
            .BindConfiguration(DiscordOptions.Section)
            .ListAs(DiscordOptions.Section);
        services.AddSingleton<IValidateOptions<DiscordOptions>, DiscordSettings>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthParts>();
        services.TryAddSingleton(new CommandMenu([]));
        services.AddSingleton<DiscordInvite>();

        services.AddSingleton<DiscordTransport>();
        services.AddSingleton<DiscordApi>();
        services.AddSingleton<IdentifyGate>();
        services.AddSingleton<GatewayHealth>();
        services.AddSingleton<GatewayShard>();
        services.AddSingleton<DiscordGateway>();
        services.AddSingleton<DiscordCalls>();
        services.AddSingleton<DiscordDirectory>();
        services.AddSingleton<DiscordTitles>();
        services.AddSingleton<DiscordThreads>();
        services.AddSingleton<DiscordNonces>();
        services.AddSingleton<DiscordHistory>();
        services.AddSingleton<DiscordReactions>();
        services.AddSingleton<DiscordDelivery>();
        services.AddSingleton<DiscordTyping>();
        services.AddSingleton<DiscordFiles>();
        services.AddSingleton<DiscordGap>();
        services.AddSingleton<DiscordInteractions>();
        services.AddSingleton<CommandRegistration>();
        services.AddSingleton<DiscordReception>();
        services.AddSingleton<DiscordSession>();
        services.AddSingleton<IChatPlatform, DiscordPlatform>();
        services.AddSingleton(provider => new AllowList(
            DiscordAddress.Platform,
            DiscordSettings.Entries(provider.GetRequiredService<IOptions<DiscordOptions>>().Value.AllowedUserIds),
            DiscordSettings.AllowListSetting
        ));
        return services;
    }

    /// <summary>The address by which the owner of a server lets the bot in.</summary>
    /// <exception cref="SettingsException">Discord does not take the token.</exception>
    /// <exception cref="HttpRequestException">Discord does not tell the application; the message is for the operator.</exception>
    public static Task<Uri> DiscordInviteAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<DiscordInvite>().AskAsync(cancellationToken);
}
