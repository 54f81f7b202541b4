using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Telegram.Tests.Settings;

public sealed class TelegramSettingsTests
{
    private const string Token = $"7123456789:{TelegramRig.Secret}";

    [Theory]
    [InlineData(null, ReplyMode.Stream)]
    [InlineData("", ReplyMode.Stream)]
    [InlineData("Stream", ReplyMode.Stream)]
    [InlineData("BATCH", ReplyMode.Batch)]
    public void The_mode_is_read_in_any_case(string? mode, ReplyMode expected)
    {
        using var services = Services(("StreamingMode", mode));

        Assert.Equal(expected, services.GetRequiredService<IChatPlatform>().Limits.Mode);
    }

    [Theory]
    [InlineData("StreamingMode", "chunks", "stream or batch")]
    [InlineData("BotToken", "", "is not set")]
    [InlineData("BotToken", "abc", "does not look like a token")]
    [InlineData("BaseUrl", "ftp://x", "BaseUrl")]
    [InlineData("EditInterval", "00:00:00.1", "EditInterval")]
    [InlineData("AllowedUserIds", "1001,alice", "entry 2 is 'alice'")]
    [InlineData("AllowedUserIds", "1001,", "entry 2 is ''")]
    [InlineData("AllowedUserIds", "-5", "entry 1 is '-5'")]
    [InlineData("AllowedUserIds", "99999999999999999999", "entry 1")]
    public void A_wrong_setting_is_named(string setting, string value, string expected)
    {
        using var services = Services((setting, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IChatPlatform>());

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_malformed_token_is_not_printed()
    {
        using var services = Services(("BotToken", $"x{Token}"));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IChatPlatform>());

        Assert.DoesNotContain(TelegramRig.Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_allow_list_goes_to_the_house()
    {
        using var services = Services(("AllowedUserIds", " 1001, 1002 "));

        var list = services.GetRequiredService<AllowList>();

        Assert.Equal(("telegram", "TELEGRAM_ALLOWED_USER_IDS"), (list.Platform, list.Setting));
        Assert.Equal(["1001", "1002"], list.UserIds);
    }

    private static ServiceProvider Services(params (string Name, string? Value)[] settings)
    {
        var values = new Dictionary<string, string?> { ["Platforms:Telegram:BotToken"] = Token };
        foreach (var (name, value) in settings)
        {
            values[$"Platforms:Telegram:{name}"] = value;
        }

        return new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddLogging()
            .AddTelegram()
            .BuildServiceProvider();
    }
}
