using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Users;
using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Polling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telegram.Bot;

namespace Archon.Bots.Telegram;

public static class TelegramServiceCollectionExtensions
{
    internal const string Platform = "telegram";

    /// <summary>Telegram as a platform of this server; settings under <c>Platforms:Telegram</c>.</summary>
    public static IServiceCollection AddTelegram(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<TelegramOptions, TelegramOptionsValidator>().BindConfiguration("Platforms:Telegram");
        services.AddSingleton(provider => new AllowList(
            Platform,
            [.. provider.GetRequiredService<IOptions<TelegramOptions>>().Value.UserIds],
            "TELEGRAM_ALLOWED_USER_IDS"
        ));
        services.AddSingleton<ITelegramBotClient>(provider => Client(provider.GetRequiredService<IOptions<TelegramOptions>>().Value));
        services.AddSingleton<TelegramPolling>();
        services.AddSingleton<TelegramDelivery>();
        services.AddSingleton<IChatPlatform, TelegramPlatform>();
        return services;
    }

    /// <summary>The package's own retry is off: the pump owns the waiting.</summary>
    private static TelegramBotClient Client(TelegramOptions options) =>
        new(
            new TelegramBotClientOptions(options.BotToken, options.BaseUrl) { RetryThreshold = 0, RetryCount = 0 },
            new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
            {
                Timeout = Timeout.InfiniteTimeSpan,
            }
        );
}
