using Archon.Bots.Core.Health;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Settings;
using Archon.Bots.Core.Users;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Inbound;
using Archon.Bots.Slack.Settings;
using Archon.Bots.Slack.Setup;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack;

public static class SlackServiceCollectionExtensions
{
    /// <summary>What Slack makes the app from. YAML.</summary>
    public static string Manifest => SlackManifest.Text;

    /// <summary>Slack, with its settings under <c>Platforms:Slack</c>.</summary>
    /// <param name="isSetUp">False: its settings are known, and nothing of it runs.</param>
    public static IServiceCollection AddSlack(this IServiceCollection services, bool isSetUp)
    {
        if (!isSetUp)
        {
            services.AddOptions<SlackOptions>().BindConfiguration(SlackOptions.Section).ListAs(SlackOptions.Section);
            return services;
        }

        services
            .AddOptionsWithValidateOnStart<SlackOptions, SlackOptionsValidator>()
            .BindConfiguration(SlackOptions.Section)
            .ListAs(SlackOptions.Section);
        services.AddSingleton<IValidateOptions<SlackOptions>, SlackSettings>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthParts>();

        services.AddSingleton<SlackTransport>();
        services.AddSingleton<SlackApi>();
        services.AddSingleton<SlackSockets>();
        services.AddSingleton<SlackCalls>();
        services.AddSingleton<SlackUploads>();
        services.AddSingleton<SlackStreams>();
        services.AddSingleton<SlackDelivery>();
        services.AddSingleton<SlackTyping>();
        services.AddSingleton<SlackFiles>();
        services.AddSingleton<SlackThreads>();
        services.AddSingleton<SlackDirectory>();
        services.AddSingleton<SlackGap>();
        services.AddSingleton<SlackReception>();
        services.AddSingleton<SlackSession>();
        services.AddSingleton<IChatPlatform, SlackPlatform>();
        services.AddSingleton(provider => new AllowList(
            SlackAddress.Platform,
            SlackSettings.Entries(provider.GetRequiredService<IOptions<SlackOptions>>().Value.AllowedUserIds),
            SlackSettings.AllowListSetting
        ));
        return services;
    }
}
