using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Users;
using Archon.Bots.Discord.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord.Tests.Settings;

public sealed class DiscordSettingsTests
{
    [Theory]
    [InlineData("StreamingMode", "native", "stream or batch")]
    [InlineData("BotToken", "", "Developer Portal")]
    [InlineData("BotToken", "Bot synthetic", "without 'Bot ' before it")]
    [InlineData("BaseUrl", "ftp://x", "BaseUrl")]
    [InlineData("EditInterval", "00:02:00", "EditInterval")]
    [InlineData("AllowedUserIds", "1001,alice", "(DISCORD_ALLOWED_USER_IDS), entry 2 is 'alice'")]
    [InlineData("AllowedUserIds", "1001,", "entry 2 is ''")]
    [InlineData("AllowedUserIds", "123456789012345678901", "entry 1 is")]
    [InlineData("AllowedRoleIds", "<@&1>", "a role's id")]
    [InlineData("AllowedGuildIds", "my server", "a server's id")]
    [InlineData("AllowedChannelIds", "#general", "a channel's id")]
    [InlineData("AllowedBotIds", "bot", "a bot's id")]
    [InlineData("CommandGuildIds", "١", "a server's id")]
    public void A_wrong_setting_is_named(string setting, string value, string expected)
    {
        using var services = DiscordServices.Of((setting, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<DiscordOptions>>().Value);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "https://discord.com/api/v10/")]
    [InlineData(" ", "https://discord.com/api/v10/")]
    [InlineData("http://127.0.0.1:8081", "http://127.0.0.1:8081/api/v10/")]
    [InlineData("http://127.0.0.1:8081/api/", "http://127.0.0.1:8081/api/v10/")]
    [InlineData("http://127.0.0.1:8081/api/v10", "http://127.0.0.1:8081/api/v10/")]
    [InlineData("http://127.0.0.1:8081/api/v10/", "http://127.0.0.1:8081/api/v10/")]
    [InlineData("https://proxy.test/discord/", "https://proxy.test/discord/api/v10/")]
    public void An_address_is_completed(string? set, string expected)
    {
        Assert.Equal(new Uri(expected), DiscordSettings.BaseUrl(new DiscordOptions { BaseUrl = set }));
    }

    [Theory]
    [InlineData(null, ReplyMode.Stream)]
    [InlineData(" Stream ", ReplyMode.Stream)]
    [InlineData("batch", ReplyMode.Batch)]
    public void A_mode_is_read_in_any_case(string? set, ReplyMode expected)
    {
        Assert.Equal(expected, DiscordSettings.Mode(new DiscordOptions { StreamingMode = set }));
    }

    [Fact]
    public void The_allow_list_takes_ids_of_any_length()
    {
        using var services = DiscordServices.Of(("AllowedUserIds", "1, 53908099506183680,18446744073709551615"));

        var allowed = services.GetRequiredService<AllowList>();

        Assert.Equal(["1", "53908099506183680", "18446744073709551615"], allowed.UserIds);
        Assert.Equal(("discord", "DISCORD_ALLOWED_USER_IDS"), (allowed.Platform, allowed.Setting));
    }

    [Fact]
    public void What_is_not_set_up_is_not_there()
    {
        using var services = new ServiceCollection().AddDiscord(isSetUp: false).BuildServiceProvider();

        Assert.Null(services.GetService<AllowList>());
        Assert.Null(services.GetService<IChatPlatform>());
    }
}
