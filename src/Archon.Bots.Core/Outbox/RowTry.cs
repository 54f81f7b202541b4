namespace Archon.Bots.Core.Outbox;

/// <summary>What came of one try to make a platform message equal its row.</summary>
/// <param name="HoldsBack">The order of a conversation is worth more than speed: what was written later waits for this row.</param>
/// <param name="Wait">When to try again; null: nothing is left to do, or the row itself tells when it is due.</param>
internal readonly record struct RowTry(bool HoldsBack, TimeSpan? Wait)
{
    public static RowTry Done { get; } = new(HoldsBack: false, Wait: null);
}
