using Archon.Bots.Core.Pace;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Pace;

/// <summary>What holds whatever is asked, and when: over random budgets, calls and pauses.</summary>
public sealed class PacePropertyTests
{
    private static readonly CallPriority[] _messages = [CallPriority.Progress, CallPriority.Question, CallPriority.Final];

    [Fact]
    public void No_window_ever_holds_more_calls_than_its_budget_and_no_pause_any()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var world = new World(seed);

            for (var step = 0; step < 400; step++)
            {
                world.Step();
            }

            world.HoldsTo(seed);
        }
    }

    [Fact]
    public void A_final_waits_for_no_more_than_the_budgets_own_calls_ahead_of_it_however_much_progress_there_is()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var calls = random.Next(5, 40);
            var time = new TestTime();
            var platform = new FakePlatform { Budgets = [new PaceBudget(CallFamily.Message, calls, TimeSpan.FromMinutes(1))] };
            var governor = new PaceGovernor(time);

            for (var step = 0; step < 500; step++)
            {
                governor.Ask(platform, Inbound.Key($"group/{random.Next(5)}"), CallPriority.Progress);
                time.Advance(TimeSpan.FromMilliseconds(random.Next(1000)));
            }

            var finals = Enumerable.Range(0, calls).Count(_ => governor.Ask(platform, Inbound.Key("group/9"), CallPriority.Final).MayCall);
            Assert.True(finals >= calls - (calls * 3 / 5), $"Seed {seed}: {finals} of {calls} were left to finals.");
        }
    }

    [Fact]
    public void Who_waits_as_told_may_call_unless_another_was_faster()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var world = new World(seed);
            for (var step = 0; step < 100; step++)
            {
                world.Step();
            }

            var priority = _messages[seed % 3];
            world.Wait(world.Ask(priority).Wait);

            // The first answer may have been the first call itself: then the budget is asked once more.
            var again = world.Ask(priority);
            world.Wait(again.Wait);
            Assert.True(again.MayCall || world.Ask(priority).MayCall, $"Seed {seed}.");
        }
    }

    private sealed class World
    {
        private readonly Random _random;
        private readonly TestTime _time = new();
        private readonly FakePlatform _platform = new();
        private readonly PaceGovernor _governor;
        private readonly List<DateTimeOffset> _calls = [];
        private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _pauses = [];

        public World(int seed)
        {
            _random = new Random(seed);
            _governor = new PaceGovernor(_time);
            _platform.Budgets =
            [
                .. Enumerable
                    .Range(0, _random.Next(1, 4))
                    .Select(_ => new PaceBudget(
                        CallFamily.Message,
                        _random.Next(1, 30),
                        TimeSpan.FromMilliseconds(_random.Next(500, 60_000))
                    )),
            ];
        }

        public PaceAnswer Ask(CallPriority priority) => _governor.Ask(_platform, Inbound.Key($"group/{_random.Next(3)}"), priority);

        public void Wait(TimeSpan wait) => _time.Advance(wait);

        public void Step()
        {
            var now = _time.GetUtcNow();
            if (_random.Next(50) == 0)
            {
                var pause = TimeSpan.FromMilliseconds(_random.Next(10_000));
                _governor.Pause(_platform, Inbound.Key("group/0"), CallFamily.Message, pause);
                _pauses.Add((now, now + pause));
            }

            if (Ask(_messages[_random.Next(3)]).MayCall)
            {
                _calls.Add(now);
            }

            _time.Advance(TimeSpan.FromMilliseconds(_random.Next(1, _random.Next(3) == 0 ? 2000 : 20)));
        }

        public void HoldsTo(int seed)
        {
            Assert.NotEmpty(_calls);
            Assert.DoesNotContain(_calls, call => _pauses.Exists(pause => pause.From <= call && call < pause.Until));
            foreach (var budget in _platform.Budgets)
            {
                var most = _calls.Max(first => _calls.Count(call => call >= first && call < first + budget.Window));
                Assert.True(most <= budget.Calls, $"Seed {seed}: {most} calls within {budget.Window}, {budget.Calls} allowed.");
            }
        }
    }
}
