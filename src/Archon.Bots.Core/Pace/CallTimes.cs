using System.Collections.Immutable;

namespace Archon.Bots.Core.Pace;

/// <summary>When the calls of one family left for one place; exact, and no more of them than the largest budget counts.</summary>
internal sealed class CallTimes
{
    private readonly List<TimeSpan> _times = [];

    /// <summary>Until when the platform wants no call at all.</summary>
    public TimeSpan PausedUntil { get; set; } = TimeSpan.MinValue;

    /// <summary>From when on nothing of this is worth remembering.</summary>
    public TimeSpan ForgetAt { get; private set; } = TimeSpan.MinValue;

    /// <returns>Zero: there is room.</returns>
    public TimeSpan WaitFor(PaceBudget budget, CallPriority priority, bool isSpread, TimeSpan now)
    {
        var share = Share(budget, priority);
        var used = _times.Count - _times.FindLastIndex(time => time <= now - budget.Window) - 1;
        if (used >= share)
        {
            return _times[^share] + budget.Window - now;
        }

        var atOnce = share / 4;
        if (!isSpread || priority != CallPriority.Progress || used < Math.Max(atOnce, 1))
        {
            return TimeSpan.Zero;
        }

        var due = _times[^1] + (budget.Window / (share - atOnce));
        return due > now ? due - now : TimeSpan.Zero;
    }

    public void Add(TimeSpan now, ImmutableArray<PaceBudget> budgets)
    {
        var longest = budgets.Max(budget => budget.Window);
        _times.RemoveAll(time => time <= now - longest);
        _times.Add(now);
        ForgetAt = now + longest;
    }

    /// <summary>
    /// Progress leaves two calls in five to what must be said, a question one; so a final waits only for other finals. Typing and reactions
    /// have their families to themselves.
    /// </summary>
    private static int Share(PaceBudget budget, CallPriority priority) =>
        priority switch
        {
            CallPriority.Progress => Math.Max(1, budget.Calls * 3 / 5),
            CallPriority.Question => Math.Max(1, budget.Calls - 1),
            _ => budget.Calls,
        };
}
