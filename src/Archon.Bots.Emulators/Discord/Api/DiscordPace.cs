using System.Globalization;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>Rate limits by route and major parameter, as they were seen; generous ones unless they are enforced.</summary>
internal sealed class DiscordPace(TimeProvider time)
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (List<long> Calls, Limit Limit)> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);
    private readonly List<long> _all = [];

    public bool Enforced
    {
        get;
        set
        {
            field = value;
            _buckets.Clear();
            _all.Clear();
        }
    }

    /// <returns>Not null: it is too fast. Unit: seconds.</returns>
    public double? Charge(RestCall call, IHeaderDictionary headers)
    {
        var limit = Enforced ? LimitOf(call) : new Limit("free", 1_000, _second);
        var key = $"{limit.Name}:{call.Major}";
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            _buckets[key] = bucket = ([], limit);
        }

        bucket.Calls.RemoveAll(at => time.GetElapsedTime(at) >= limit.Window);
        var wait =
            bucket.Calls.Count >= limit.Calls ? limit.Window - time.GetElapsedTime(bucket.Calls[^limit.Calls])
            : Enforced && !call.IsFree ? GlobalWait()
            : TimeSpan.Zero;
        if (wait <= TimeSpan.Zero)
        {
            bucket.Calls.Add(time.GetTimestamp());
            _all.Add(time.GetTimestamp());
        }

        var resets = bucket.Calls.Count == 0 ? limit.Window : limit.Window - time.GetElapsedTime(bucket.Calls[0]);
        headers["X-RateLimit-Limit"] = Text(limit.Calls);
        headers["X-RateLimit-Remaining"] = Text(Math.Max(0, limit.Calls - bucket.Calls.Count));
        headers["X-RateLimit-Reset"] = Text((time.GetUtcNow() + resets).ToUnixTimeMilliseconds() / 1_000.0);
        headers["X-RateLimit-Reset-After"] = Text(Math.Max(0, resets.TotalSeconds));
        headers["X-RateLimit-Bucket"] = $"{limit.Name}{(uint)limit.Name.GetHashCode(StringComparison.Ordinal):x8}";
        return wait > TimeSpan.Zero ? Math.Ceiling(wait.TotalSeconds * 1_000) / 1_000 : null;
    }

    public void Told(RestCall? call, double seconds) =>
        _until[call is null ? "" : KeyOf(call)] = time.GetUtcNow() + TimeSpan.FromSeconds(seconds);

    /// <summary>How much too early a call is; null when it is not.</summary>
    public TimeSpan? Early(RestCall call)
    {
        var until = new[] { _until.GetValueOrDefault(KeyOf(call)), call.IsFree ? default : _until.GetValueOrDefault("") }.Max();
        var left = until - time.GetUtcNow();
        // Clients count from the arrival of the answer, we from its sending.
        return left > TimeSpan.FromMilliseconds(20) ? left : null;
    }

    public static string Text(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    private TimeSpan GlobalWait()
    {
        _all.RemoveAll(at => time.GetElapsedTime(at) >= _second);
        return _all.Count >= 50 ? _second - time.GetElapsedTime(_all[0]) : TimeSpan.Zero;
    }

    private static string KeyOf(RestCall call) => $"{call.Method} {call.Template}:{call.Major}";

    private static Limit LimitOf(RestCall call) =>
        (call.Method, call.Template) switch
        {
            ("POST", "channels/messages") => new Limit("post", 5, TimeSpan.FromSeconds(5)),
            ("PATCH", "channels/messages") => new Limit("edit", 5, TimeSpan.FromSeconds(5)),
            ("DELETE", "channels/messages") => new Limit("delete", 5, _second),
            (_, "channels/messages/reactions") => new Limit("reactions", 1, TimeSpan.FromSeconds(0.25)),
            ("POST", "channels/typing") => new Limit("typing", 5, TimeSpan.FromSeconds(5)),
            (_, "webhooks") => new Limit("webhooks", 5, TimeSpan.FromSeconds(2)),
            _ => new Limit($"{call.Method} {call.Template}", 10, TimeSpan.FromSeconds(2)),
        };

    private sealed record Limit(string Name, int Calls, TimeSpan Window);
}
