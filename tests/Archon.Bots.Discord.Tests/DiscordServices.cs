using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Discord.Tests;

/// <summary>The adapter's parts as the server has them.</summary>
internal static class DiscordServices
{
    public const string Token = "synthetic-token.not.of-anybody";

    public static ServiceProvider Of(params (string Key, string? Value)[] settings) =>
        new ServiceCollection()
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder()
                    .AddInMemoryCollection(
                        settings
                            .Prepend(("BotToken", Token))
                            .GroupBy(setting => setting.Item1, StringComparer.Ordinal)
                            .Select(setting => KeyValuePair.Create($"Platforms:Discord:{setting.Key}", setting.Last().Item2))
                    )
                    .Build()
            )
            .AddLogging()
            .AddDiscord(isSetUp: true)
            .BuildServiceProvider();
}
