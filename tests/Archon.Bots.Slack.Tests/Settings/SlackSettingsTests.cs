using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack.Tests.Settings;

public sealed class SlackSettingsTests
{
    [Theory]
    [InlineData("StreamingMode", "chunks", "stream, native or batch")]
    [InlineData("BotToken", "", "OAuth & Permissions")]
    [InlineData("BotToken", "xapp-1", "xapp- is SLACK_APP_TOKEN's")]
    [InlineData("AppToken", "", "connections:write")]
    [InlineData("AppToken", "xoxb-1", "xoxb- is SLACK_BOT_TOKEN's")]
    [InlineData("BaseUrl", "ftp://x", "BaseUrl")]
    [InlineData("EditsPerMinute", "0", "EditsPerMinute")]
    [InlineData("AllowedUserIds", "U012AB3CD,alice", "entry 2 is 'alice'")]
    [InlineData("AllowedChannelIds", "general", "entry 1 is 'general'")]
    public void A_wrong_setting_is_named(string setting, string value, string expected)
    {
        using var services = Services((setting, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IChatPlatform>());

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_allow_list_takes_people_and_bots()
    {
        using var services = Services(("AllowedUserIds", "U012AB3CD, B012AB3CD"));

        Assert.Equal(["U012AB3CD", "B012AB3CD"], services.GetRequiredService<AllowList>().UserIds);
    }

    [Fact]
    public void What_is_not_set_up_is_not_there()
    {
        using var services = new ServiceCollection().AddSlack(isSetUp: false).BuildServiceProvider();

        Assert.Null(services.GetService<IChatPlatform>());
    }

    private static ServiceProvider Services(params (string Key, string? Value)[] settings) =>
        SlackRig.Services([("BotToken", "xoxb-synthetic"), ("AppToken", "xapp-synthetic"), .. settings]);
}
