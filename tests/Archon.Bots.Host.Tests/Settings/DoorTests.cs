using Archon.Bots.Host.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host.Tests.Settings;

public sealed class DoorTests
{
    [Theory]
    [InlineData("TELEGRAM_BOT_TOKEN", "1:a-synthetic-token-that-belongs-to-nobody")]
    [InlineData("DISCORD_BOT_TOKEN", "synthetic-token.not.of-anybody")]
    public async Task One_door_is_enough(string name, string token)
    {
        await using var services = Services((name, token));

        var error = Record.Exception(services.GetRequiredService<IStartupValidator>().Validate);

        Assert.Null(error);
    }

    [Fact]
    public async Task Discord_is_checked_beside_the_others()
    {
        await using var services = Services(
            ("SLACK_BOT_TOKEN", "xoxb-synthetic"),
            ("SLACK_APP_TOKEN", "xapp-synthetic"),
            ("DISCORD_BOT_TOKEN", "synthetic-token.not.of-anybody"),
            ("DISCORD_ALLOWED_USER_IDS", "alice")
        );

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains("DISCORD_ALLOWED_USER_IDS", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    private static ServiceProvider Services(params (string Name, string Value)[] environment)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(environment.Select(set => KeyValuePair.Create(BotSettings.FlatNames[set.Name], (string?)set.Value)))
            .Build();
        return new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddLogging()
            .AddBot(configuration)
            .BuildServiceProvider();
    }
}
