using Archon.Bots.Host.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Host.Tests.Settings;

public sealed class KnownSettingsTests
{
    [Theory]
    [InlineData("Platforms:Telegram:BotTokn", "Did you mean Platforms:Telegram:BotToken (TELEGRAM_BOT_TOKEN)?")]
    [InlineData("Platforms:Telegram:Reaction", "Did you mean Platforms:Telegram:Reactions (Platforms__Telegram__Reactions)?")]
    [InlineData("Agents:Pool:MaxWarn", "Did you mean Agents:Pool:MaxWarm (Agents__Pool__MaxWarm)?")]
    [InlineData("agents:pool:maxwarn", "Did you mean Agents:Pool:MaxWarm (Agents__Pool__MaxWarm)?")]
    [InlineData("Agent:Default", "Did you mean Agents:Default (DEFAULT_AI_ASSISTANT)?")]
    [InlineData("Agents:Environment:first", "Did you mean Agents:Environment (Agents__Environment)?")]
    [InlineData("ConnectionStrings:Archn", "Did you mean ConnectionStrings:Archon (ConnectionStrings__Archon)?")]
    [InlineData("Agents:Environment", "is a list. Write its first as Agents__Environment__0.")]
    [InlineData("Server:Certificates:0:Password", "The README lists what there is, and archon-bots config what is set.")]
    public void An_unknown_key_is_refused_with_the_nearest_known_one(string key, string wayOut)
    {
        var line = Assert.Single(Refused(key));

        Assert.Contains(key, line, StringComparison.Ordinal);
        Assert.EndsWith(wayOut, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Platforms:Telegram:BotToken")]
    [InlineData("platforms:telegram:bottoken")]
    [InlineData("Agents:Environment:0")]
    [InlineData("Agents:ClaudeCode:AllowedTools:12")]
    [InlineData("HOME")]
    [InlineData("Agents")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("Kestrel:Limits:MaxRequestBodySize")]
    [InlineData("Another:Program")]
    public void What_is_known_or_not_meant_for_us_is_let_be(string key) => Assert.Empty(Refused(key));

    [Fact]
    public void The_value_of_an_unknown_key_is_not_shown() =>
        Assert.DoesNotContain("canary", Assert.Single(Refused("Platforms:Telegram:Token")), StringComparison.Ordinal);

    [Theory]
    [InlineData("TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKEN")]
    [InlineData("DATABSE_URL", "DATABASE_URL")]
    public void A_variable_that_is_nearly_one_of_ours_is_doubted(string name, string meant) =>
        Assert.Equal([(name, meant)], KnownSettings.NearMisses([name, "PATH", "TELEGRAM_BOT_TOKEN", "POST", "HOSTS"]));

    private static IReadOnlyList<string> Refused(string key) =>
        KnownSettings
            .Of(new ServiceCollection().AddBot(new ConfigurationBuilder().Build()))
            .Refuse(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create<string, string?>(key, "canary-7f3a")]).Build());
}
