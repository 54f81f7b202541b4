using Archon.Bots.Core.Commands;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class CommandWordTests
{
    [Theory]
    [InlineData("/Reset", "reset", "")]
    [InlineData("!new", "new", "")]
    [InlineData("/compact keep the plan\nand the names", "compact", "keep the plan\nand the names")]
    [InlineData("/mcp__server__prompt x", "mcp__server__prompt", "x")]
    [InlineData("/frontend:test", "frontend:test", "")]
    [InlineData("/fix-issue 12", "fix-issue", "12")]
    public void A_command_is_a_word_and_what_follows(string text, string word, string rest) =>
        Assert.Equal(new CommandWord(word, rest), CommandWord.Of(text));

    [Theory]
    [InlineData("/usr/bin")]
    [InlineData("/etc/hosts is wrong")]
    [InlineData("/1")]
    [InlineData("/help?")]
    [InlineData("!!")]
    [InlineData("a /help")]
    [InlineData("")]
    public void A_path_and_plain_text_are_no_command(string text) => Assert.Null(CommandWord.Of(text));

    [Theory]
    [InlineData("stpo", "stop")]
    [InlineData("stp", "stop")]
    [InlineData("satus", "status")]
    [InlineData("queu", "queue")]
    [InlineData("resett", "reset")]
    [InlineData("rset", "reset")]
    [InlineData("hlep", "help")]
    [InlineData("nwe", "new")]
    [InlineData("stop-all", "stop all")]
    [InlineData("deploy", null)]
    [InlineData("x", null)]
    public void A_typo_is_told_the_nearest_command(string typo, string? expected) =>
        Assert.Equal(expected, NearestWord.Of(typo, CommandWord.Known.Select(known => known.Word)));
}
