using Archon.Bots.Core.Settings;
using Archon.Bots.Discord.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Discord;

public static class DiscordServiceCollectionExtensions
{
    /// <summary>Discord, with its settings under <c>Platforms:Discord</c>.</summary>
    /// <param name="isSetUp">False: its settings are known, and nothing of it runs.</param>
    public static IServiceCollection AddDiscord(this IServiceCollection services, bool isSetUp)
    {
        services.AddOptions<DiscordOptions>().BindConfiguration(DiscordOptions.Section).ListAs(DiscordOptions.Section);
        return services;
    }
}
