using System.Globalization;
using System.Security.Cryptography;
using Archon.Bots.Emulators.Slack.Api;

namespace Archon.Bots.Emulators.Slack.World;

/// <summary>The rights to open one view each, that presses and commands bring along.</summary>
internal sealed class SlackTriggers(TimeProvider time)
{
    /// <summary>Source: Slack, interactions: 3 seconds, used once.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly Dictionary<string, Trigger> _made = new(StringComparer.Ordinal);

    /// <param name="view">The view in which it was pressed; null: elsewhere.</param>
    public string Make(string person, SlackView? view = null)
    {
        var now = time.GetUtcNow();
        var random = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var id = string.Create(CultureInfo.InvariantCulture, $"{_made.Count + 1}.{now.ToUnixTimeMilliseconds()}.{random}");
        _made.Add(id, new Trigger(person, view, now));
        return id;
    }

    /// <exception cref="SlackApiException">It is unknown, used or too old.</exception>
    public (string Person, SlackView? View) Take(string id)
    {
        if (!_made.TryGetValue(id, out var trigger))
        {
            throw new SlackApiException("invalid_trigger_id");
        }

        if (trigger.IsUsed)
        {
            throw new SlackApiException("exchanged_trigger_id");
        }

        if (time.GetUtcNow() - trigger.At > Life)
        {
            throw new SlackApiException("expired_trigger_id");
        }

        trigger.IsUsed = true;
        return (trigger.Person, trigger.View);
    }

    private sealed class Trigger(string person, SlackView? view, DateTimeOffset at)
    {
        public string Person => person;

        public SlackView? View => view;

        public DateTimeOffset At => at;

        public bool IsUsed { get; set; }
    }
}
