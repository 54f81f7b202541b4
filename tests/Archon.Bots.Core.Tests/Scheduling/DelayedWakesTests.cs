using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Scheduling;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Scheduling;

public sealed class DelayedWakesTests
{
    private static readonly ConversationKey _key = Inbound.Key();
    private readonly TestTime _time = new();
    private readonly List<ConversationKey> _woken = [];

    [Fact]
    public void A_wake_comes_at_its_time_and_once()
    {
        using var wakes = new DelayedWakes(_woken.Add, _time);
        wakes.Add(_key, After(1500));

        _time.Advance(TimeSpan.FromMilliseconds(1499));
        Assert.Empty(_woken);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([_key], _woken);
    }

    [Fact]
    public void A_later_time_takes_the_place_of_an_earlier_one()
    {
        using var wakes = new DelayedWakes(_woken.Add, _time);
        wakes.Add(_key, After(1500));
        wakes.Add(_key, After(2500));

        _time.Advance(TimeSpan.FromMilliseconds(1500));
        Assert.Empty(_woken);
        _time.Advance(TimeSpan.FromMilliseconds(1000));

        Assert.Equal([_key], _woken);
    }

    [Fact]
    public void A_time_that_has_passed_is_now()
    {
        using var wakes = new DelayedWakes(_woken.Add, _time);

        wakes.Add(_key, After(-5));

        Assert.Equal([_key], _woken);
    }

    [Fact]
    public void Nothing_is_woken_after_the_end()
    {
        var wakes = new DelayedWakes(_woken.Add, _time);
        wakes.Add(_key, After(1500));

        wakes.Dispose();
        wakes.Add(_key, After(1500));
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Empty(_woken);
    }

    private DateTimeOffset After(int milliseconds) => _time.GetUtcNow().AddMilliseconds(milliseconds);
}
