using Archon.Bots.Core.Commands;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class CommandSignTests
{
    [Theory]
    [InlineData("reply with `/approve` or `/deny reason`", "reply with `!approve` or `!deny reason`")]
    [InlineData("`/stop all`, `/pair CODE`", "`!stop all`, `!pair CODE`")]
    [InlineData("in `/srv/work`, `/home`", "in `/srv/work`, `/home`")]
    [InlineData("`/usr` and /status", "`/usr` and /status")]
    public void A_command_is_named_with_the_sign_that_works(string text, string expected) =>
        Assert.Equal(expected, CommandSign.In(text, '!'));

    [Fact]
    public void Where_the_slash_works_nothing_is_changed() => Assert.Equal("`/approve`", CommandSign.In("`/approve`", '/'));
}
