using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Bots.Discord.Tests.Wire;

public sealed class RateBucketsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateBuckets _buckets;

    public RateBucketsTests() => _buckets = new RateBuckets(_time);

    [Fact]
    public void A_bucket_is_learned_from_its_first_answer_and_not_overrun()
    {
        var post = DiscordRoute.Post("5");
        Call(post, remaining: 2);

        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], [_buckets.Take(post), _buckets.Take(post)]);
        Assert.Equal(TimeSpan.FromSeconds(4), _buckets.Take(post));
        _time.Advance(TimeSpan.FromSeconds(4));
        _buckets.End(post);
        _buckets.End(post);
        Assert.Equal(TimeSpan.Zero, _buckets.Take(post));
    }

    [Fact]
    public void Each_channel_has_a_bucket_of_its_own_and_routes_may_share_one()
    {
        Call(DiscordRoute.Post("5"), remaining: 0, hash: "shared");
        Call(DiscordRoute.Typing("5"), remaining: 0, hash: "shared");

        Assert.True(_buckets.Take(DiscordRoute.Post("5")) > TimeSpan.Zero);
        Assert.True(_buckets.Take(DiscordRoute.Typing("5")) > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, _buckets.Take(DiscordRoute.Post("6")));
        Assert.Equal(TimeSpan.Zero, _buckets.Take(DiscordRoute.Edit("5", "1")));
    }

    [Fact]
    public void A_refused_call_closes_its_bucket_for_as_long_as_was_asked()
    {
        _buckets.Close(DiscordRoute.Post("5"), TimeSpan.FromSeconds(30));

        Assert.Equal(TimeSpan.FromSeconds(30), _buckets.Take(DiscordRoute.Post("5")));
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.Zero, _buckets.Take(DiscordRoute.Post("5")));
    }

    [Fact]
    public void A_global_pause_holds_everything_but_the_answers_to_interactions()
    {
        _buckets.CloseAll(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(10), _buckets.Take(DiscordRoute.Me));
        Assert.Equal(TimeSpan.Zero, _buckets.Take(DiscordRoute.Answer("1", "t")));
    }

    [Fact]
    public void Buckets_that_are_free_again_are_forgotten()
    {
        for (var channel = 0; channel < 100; channel++)
        {
            Call(DiscordRoute.Post($"{channel}"), remaining: 1);
        }

        _time.Advance(TimeSpan.FromMinutes(5));
        _buckets.Take(DiscordRoute.Me);

        Assert.Equal(0, _buckets.Count);
    }

    [Fact]
    public void So_many_refusals_in_ten_minutes_stop_the_asking()
    {
        var refusals = new RefusalCount(_time);
        for (var count = 1; count < 5_000; count++)
        {
            Assert.Null(refusals.Add());
        }

        Assert.Equal(TimeSpan.FromMinutes(10), refusals.Add());
        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(refusals.Add());
    }

    private void Call(DiscordRoute route, int remaining, string? hash = null)
    {
        Assert.Equal(TimeSpan.Zero, _buckets.Take(route));
        _buckets.End(route);
        _buckets.Learn(route, hash ?? route.Name, 5, remaining, TimeSpan.FromSeconds(4));
    }
}
