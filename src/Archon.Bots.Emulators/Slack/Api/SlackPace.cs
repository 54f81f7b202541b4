namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>Slack's rate limits, and who was told to wait. Source: its tiers, by method and team; the bursts are estimates.</summary>
internal sealed class SlackPace(TimeProvider time)
{
    private const string Posting = "chat.postMessage";

    /// <summary>A channel: 1 message a second after 4 at once.</summary>
    private const int PostingBurst = 4;

    /// <summary>Unit: calls a minute. Methods that are not here have tier 3, those that are called special have no limit here.</summary>
    private static readonly Dictionary<string, int> PerMinute = new(StringComparer.Ordinal)
    {
        ["auth.test"] = int.MaxValue,
        ["assistant.threads.setStatus"] = int.MaxValue,
        ["chat.startStream"] = 20,
        ["chat.stopStream"] = 20,
        ["conversations.list"] = 20,
        ["reactions.remove"] = 20,
        ["users.list"] = 20,
        ["chat.appendStream"] = 100,
        ["chat.postEphemeral"] = 100,
        ["users.info"] = 100,
        ["files.info"] = 100,
        ["files.getUploadURLExternal"] = 100,
        ["files.completeUploadExternal"] = 100,
        ["views.open"] = 100,
        ["views.update"] = 100,
        ["views.push"] = 100,
        ["views.publish"] = 100,
        ["assistant.threads.setTitle"] = 100,
        ["assistant.threads.setSuggestedPrompts"] = 100,
    };

    private readonly Dictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _until = new(StringComparer.Ordinal);

    public bool Enforced
    {
        get;
        set
        {
            field = value;
            _buckets.Clear();
        }
    }

    /// <exception cref="SlackApiException">429 with the time to wait.</exception>
    public void Charge(string method, SlackArguments arguments)
    {
        var perMinute = PerMinute.GetValueOrDefault(method, 50);
        if (!Enforced || perMinute == int.MaxValue)
        {
            return;
        }

        var key = KeyOf(method, arguments);
        if (!_buckets.TryGetValue(key, out var bucket))
        {
            bucket = method == Posting ? new Bucket(time, PostingBurst, 1) : new Bucket(time, perMinute, perMinute / 60.0);
            _buckets.Add(key, bucket);
        }

        if (bucket.Take() is var wait and > 0)
        {
            throw new SlackApiException("ratelimited") { RetryAfter = (int)Math.Ceiling(wait) };
        }
    }

    public void Told(string method, SlackArguments arguments, int seconds) =>
        _until[KeyOf(method, arguments)] = time.GetUtcNow() + TimeSpan.FromSeconds(seconds);

    /// <summary>How much too early a call is; null when it is not.</summary>
    public TimeSpan? Early(string method, SlackArguments arguments)
    {
        var left = _until.GetValueOrDefault(KeyOf(method, arguments)) - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : null;
    }

    public void Clear()
    {
        Enforced = false;
        _until.Clear();
    }

    private static string KeyOf(string method, SlackArguments arguments) =>
        method == Posting ? $"{method} {arguments.Text("channel")}" : method;

    private sealed class Bucket(TimeProvider time, int size, double perSecond)
    {
        private double _tokens = size;
        private long _last = time.GetTimestamp();

        /// <returns>How long to wait, in seconds; 0: it was taken.</returns>
        public double Take()
        {
            _tokens = Math.Min(size, _tokens + time.GetElapsedTime(_last).TotalSeconds * perSecond);
            _last = time.GetTimestamp();
            if (_tokens < 1)
            {
                return (1 - _tokens) / perSecond;
            }

            _tokens--;
            return 0;
        }
    }
}
