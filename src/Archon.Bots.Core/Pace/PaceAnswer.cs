namespace Archon.Bots.Core.Pace;

/// <summary>Whether a call may be made now.</summary>
/// <param name="Wait">Zero: it may, and is counted. Else it must not, and this is how long to wait before asking again.</param>
/// <param name="Throttled">The calls that the platform itself has asked to hold back so long; null: only a budget is used up.</param>
internal readonly record struct PaceAnswer(TimeSpan Wait, CallFamily? Throttled)
{
    public static PaceAnswer Now { get; } = new(TimeSpan.Zero, null);

    public bool MayCall => Wait == TimeSpan.Zero;
}
