using System.Globalization;

namespace Archon.Bots.Discord.Events;

/// <summary>Discord's ids: their order is that of time. Pure. Source: Discord, API reference, snowflakes.</summary>
internal static class Snowflake
{
    /// <summary>2015-01-01. Unit: milliseconds since 1970.</summary>
    private const long Epoch = 1_420_070_400_000;

    /// <summary>What tells ids of one millisecond apart. Unit: bits.</summary>
    private const int Sequence = 22;

    /// <summary>Null: it is no id.</summary>
    public static long? Of(string? id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static DateTimeOffset At(long id) => DateTimeOffset.FromUnixTimeMilliseconds((id >> Sequence) + Epoch);

    /// <summary>The lowest id of a moment.</summary>
    public static long From(DateTimeOffset time) => Math.Max(0, time.ToUnixTimeMilliseconds() - Epoch) << Sequence;
}
