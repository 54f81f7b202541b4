using Archon.Bots.Discord.Events;
using CsCheck;

namespace Archon.Bots.Discord.Tests.Events;

public sealed class SnowflakeTests
{
    [Fact]
    public void An_id_tells_its_time()
    {
        // Source: Discord, API reference, snowflakes.
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_462_015_105_796), Snowflake.At(175928847299117063));
        Assert.Equal(175928847299117063, Snowflake.Of("175928847299117063"));
        Assert.Null(Snowflake.Of("x1"));
        Assert.Null(Snowflake.Of(null));
    }

    [Fact]
    public void The_lowest_id_of_a_moment_is_in_that_moment()
    {
        Gen.Long[1_420_070_400_000, 3_600_000_000_000]
            .Sample(milliseconds =>
            {
                var moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
                Assert.Equal(moment, Snowflake.At(Snowflake.From(moment)));
                Assert.True(Snowflake.From(moment.AddMilliseconds(1)) > Snowflake.From(moment));
            });
    }
}
