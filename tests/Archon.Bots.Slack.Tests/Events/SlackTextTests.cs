using System.Diagnostics;
using Archon.Bots.Slack.Events;
using CsCheck;
using static Archon.Bots.Slack.Tests.Events.Samples;

namespace Archon.Bots.Slack.Tests.Events;

public sealed class SlackTextTests
{
    [Theory]
    [InlineData("a &lt;b&gt; &amp;&amp; c", "a <b> && c")]
    [InlineData("&amp;lt; &amp;amp;", "&lt; &amp;")]
    [InlineData("<@U1> <@U9> <@U9|zoe> <@U1|old>", "@Alice @U9 @zoe @Alice")]
    [InlineData("<#C1|general> <#C2> <#C3|>", "#general #C2 #C3")]
    [InlineData("<!here> <!channel|channel> <!everyone|@everyone>", "@here @channel @everyone")]
    [InlineData("<!subteam^S1|@ops> <!subteam^S1>", "@ops @S1")]
    [InlineData("<!date^1700000000^{date}|14 Nov &amp; on>", "14 Nov & on")]
    [InlineData("<https://a.b/?x=1&amp;y=2>", "https://a.b/?x=1&y=2")]
    [InlineData("<http://a.b|a.b> <mailto:a@b.c|a@b.c> <https://a.b|docs &amp; more>", "a.b a@b.c docs & more (https://a.b)")]
    [InlineData("`if (a &lt; b) &amp;x` ```&lt;@U1&gt;```", "`if (a < b) &x` ```<@U1>```")]
    [InlineData(":tada: *bold*", ":tada: *bold*")]
    [InlineData("a < b", "a < b")]
    [InlineData("", "")]
    public void Text_is_read_as_it_was_typed(string text, string expected)
    {
        Assert.Equal(expected, SlackText.Decode(text, Names));
    }

    [Fact]
    public void Whatever_somebody_types_survives_the_way_through_Slack()
    {
        Gen.String.Sample(typed => Assert.Equal(typed, SlackText.Decode(Escape(typed), Names)));
        Gen.String[Gen.Char["<>&;ltgamp@!#|U1"], 0, 60].Sample(typed => Assert.Equal(typed, SlackText.Decode(Escape(typed), Names)));
    }

    [Fact]
    public void People_are_told_once_each()
    {
        Assert.Equal(["U1", "U2"], SlackText.PeopleIn("<@U1> <@U2|x> <@U1> &lt;@U3&gt; <!here> <@U4"));
        Assert.Empty(SlackText.PeopleIn(null));
    }

    [Theory]
    [InlineData("<@U1")]
    [InlineData("<")]
    [InlineData("<>")]
    [InlineData("<@U1|")]
    public void Hostile_text_takes_no_long_time(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 100_000));
        var watch = Stopwatch.StartNew();

        SlackText.Decode(text, Names);
        SlackText.PeopleIn(text);
        InChannel(Said(text));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
