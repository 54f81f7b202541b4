using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Core.Pace;

/// <summary>
/// Every outbound call passes here: by the budgets of its place, of its platform, and the pauses that the platform asked for. All conversations
/// of a place share them.
/// </summary>
internal sealed class PaceGovernor(TimeProvider time)
{
    /// <summary>How often idle places are forgotten.</summary>
    private static readonly TimeSpan _cleaning = TimeSpan.FromMinutes(1);

    private readonly long _start = time.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly Dictionary<Place, CallTimes> _places = [];
    private TimeSpan _cleaned;

    /// <summary>How many places are remembered.</summary>
    public int Places
    {
        get
        {
            lock (_lock)
            {
                return _places.Count;
            }
        }
    }

    /// <param name="isEdit">Of a message that stands there.</param>
    public PaceAnswer Ask(IChatPlatform platform, ConversationKey conversation, CallPriority priority, bool isEdit = false)
    {
        var family = isEdit && platform.Limits.OverallEdits is not null ? CallFamily.Edit : FamilyOf(priority);
        var overall = Budgets(family, [.. new[] { platform.Limits.Overall, platform.Limits.OverallEdits }.OfType<PaceBudget>()]);
        var budgets = Budgets(family, platform.BudgetsOf(conversation));
        lock (_lock)
        {
            var now = time.GetElapsedTime(_start);
            ForgetIdle(now);
            var here = new Place(platform.Name, platform.PeerOf(conversation), family);
            var everywhere = new Place(platform.Name, null, family);
            if (_places.TryGetValue(here, out var known) && known.PausedUntil > now)
            {
                return new PaceAnswer(known.PausedUntil - now, family);
            }

            var wait = Wait(here, budgets, priority, now);
            var overallWait = Wait(everywhere, overall, priority, now);
            if (wait > TimeSpan.Zero || overallWait > TimeSpan.Zero)
            {
                return new PaceAnswer(wait > overallWait ? wait : overallWait, null);
            }

            Count(here, budgets, now);
            Count(everywhere, overall, now);
            return PaceAnswer.Now;
        }
    }

    /// <summary>The platform wants no call of this family there for so long.</summary>
    public void Pause(IChatPlatform platform, ConversationKey conversation, CallFamily family, TimeSpan pause)
    {
        lock (_lock)
        {
            var until = time.GetElapsedTime(_start) + pause;
            var times = TimesOf(new Place(platform.Name, platform.PeerOf(conversation), family));
            times.PausedUntil = until > times.PausedUntil ? until : times.PausedUntil;
        }
    }

    private static CallFamily FamilyOf(CallPriority priority) =>
        priority switch
        {
            CallPriority.Typing => CallFamily.Typing,
            CallPriority.Reaction => CallFamily.Reaction,
            _ => CallFamily.Message,
        };

    private static ImmutableArray<PaceBudget> Budgets(CallFamily family, ImmutableArray<PaceBudget> all) =>
        all.RemoveAll(budget => budget.Family != family);

    private TimeSpan Wait(Place place, ImmutableArray<PaceBudget> budgets, CallPriority priority, TimeSpan now)
    {
        var longest = TimeSpan.Zero;
        if (!_places.TryGetValue(place, out var times))
        {
            return longest;
        }

        foreach (var budget in budgets)
        {
            // Spread in a place only: over the whole platform, many replies would wake for the same gap.
            var wait = times.WaitFor(budget, priority, isSpread: place.Peer is not null, now);
            longest = wait > longest ? wait : longest;
        }

        return longest;
    }

    private void Count(Place place, ImmutableArray<PaceBudget> budgets, TimeSpan now)
    {
        if (!budgets.IsEmpty)
        {
            TimesOf(place).Add(now, budgets);
        }
    }

    private CallTimes TimesOf(Place place)
    {
        if (!_places.TryGetValue(place, out var times))
        {
            times = new CallTimes();
            _places.Add(place, times);
        }

        return times;
    }

    private void ForgetIdle(TimeSpan now)
    {
        if (now - _cleaned < _cleaning)
        {
            return;
        }

        _cleaned = now;
        foreach (var (place, times) in _places)
        {
            if (times.PausedUntil <= now && times.ForgetAt <= now)
            {
                _places.Remove(place);
            }
        }
    }

    /// <param name="Peer">Null: the platform as a whole.</param>
    private readonly record struct Place(string Platform, string? Peer, CallFamily Family);
}
