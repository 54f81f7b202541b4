using Archon.Bots.Discord.Gateway;

namespace Archon.Bots.Discord.Tests.Gateway;

public sealed class GatewayEndTests
{
    // Source: Discord, "Opcodes and Status Codes", gateway close event codes.
    [Theory]
    [InlineData(null)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(1006)]
    [InlineData(4000)]
    [InlineData(4001)]
    [InlineData(4002)]
    [InlineData(4005)]
    [InlineData(4008)]
    [InlineData(4999)]
    public void The_session_goes_on(int? code) => Assert.IsType<GatewayEnd.Resume>(GatewayEnd.Of(code));

    [Theory]
    [InlineData(4003)]
    [InlineData(4007)]
    [InlineData(4009)]
    public void A_new_session_begins(int code) => Assert.IsType<GatewayEnd.Identify>(GatewayEnd.Of(code));

    [Theory]
    [InlineData(4004, "DISCORD_BOT_TOKEN")]
    [InlineData(4010, "shards")]
    [InlineData(4011, "shards")]
    [InlineData(4012, "update")]
    [InlineData(4013, "update")]
    [InlineData(4014, "Message Content Intent")]
    public void It_is_given_up_with_the_way_out(int code, string way)
    {
        var refused = Assert.IsType<GatewayEnd.Refused>(GatewayEnd.Of(code));

        Assert.Contains(way, refused.Reason, StringComparison.Ordinal);
        Assert.Contains($"{code}", refused.Reason, StringComparison.Ordinal);
    }
}
