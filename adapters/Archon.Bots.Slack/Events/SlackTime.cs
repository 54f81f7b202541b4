using System.Globalization;

namespace Archon.Bots.Slack.Events;

/// <summary>Slack's ts: the id of a message within its channel, and its time. It is never a floating-point number: that loses digits.</summary>
internal static class SlackTime
{
    private const int FractionDigits = 6;

    /// <summary>Unit: microseconds since 1970. Null: it is no ts.</summary>
    public static long? Microseconds(string? ts)
    {
        var dot = ts?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return
            dot > 0
            && ts!.Length == dot + 1 + FractionDigits
            && long.TryParse(ts.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            && long.TryParse(ts.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var fraction)
            ? (seconds * 1_000_000) + fraction
            : null;
    }

    public static long Microseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset At(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
