using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Settings;
using Archon.Bots.Core.Users;
using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Settings;
using Archon.Bots.Telegram.Updates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace Archon.Bots.Telegram;

public static class TelegramServiceCollectionExtensions
{
    /// <summary>Telegram, with its settings under <c>Platforms:Telegram</c>.</summary>
    /// <param name="isSetUp">False: its settings are known, and nothing of it runs.</param>
    public static IServiceCollection AddTelegram(this IServiceCollection services, bool isSetUp = true)
    {
        if (!isSetUp)
        {
            services.AddOptions<TelegramOptions>().BindConfiguration(TelegramOptions.Section).ListAs(TelegramOptions.Section);
            return services;
        }

        services
            .AddOptionsWithValidateOnStart<TelegramOptions, TelegramOptionsValidator>()
            .BindConfiguration(TelegramOptions.Section)
            .ListAs(TelegramOptions.Section);
        services.AddSingleton<IValidateOptions<TelegramOptions>, TelegramSettings>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<HealthParts>();
        services.TryAddSingleton(new CommandMenu([]));

        services.AddSingleton<TelegramTransport>();
        services.AddSingleton(Client);
        services.AddSingleton<TelegramPresses>();
        services.AddSingleton<TelegramMenu>();
        services.AddSingleton<TelegramPolling>();
        services.AddSingleton<TelegramCalls>();
        services.AddSingleton<TelegramText>();
        services.AddSingleton<TelegramDocuments>();
        services.AddSingleton<TelegramDelivery>();
        services.AddSingleton<TelegramDrafts>();
        services.AddSingleton<TelegramFiles>();
        services.AddSingleton<IChatPlatform, TelegramPlatform>();
        services.AddSingleton(provider => new AllowList(
            TelegramPlatform.PlatformName,
            TelegramSettings.UserIds(provider.GetRequiredService<IOptions<TelegramOptions>>().Value),
            TelegramSettings.AllowListSetting
        ));
        return services;
    }

    private static ITelegramBotClient Client(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<TelegramOptions>>().Value;
        return new TelegramBotClient(
            // The pump owns the repetition; the package would repeat posts whose outcome it does not know.
            new TelegramBotClientOptions(options.BotToken, TelegramSettings.BaseUrl(options)) { RetryThreshold = 0, RetryCount = 0 },
            provider.GetRequiredService<TelegramTransport>().Http
        );
    }
}
