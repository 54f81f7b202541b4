using Archon.Bots.Bench.Servers;

namespace Archon.Bots.Bench.Soak;

/// <summary>What goes wrong in a day on the platform's side, and with people.</summary>
internal sealed class SoakTrouble(TelegramDesk telegram)
{
    private static readonly string[] _methods = ["sendMessage", "editMessageText", "setMessageReaction", "getUpdates"];
    private static readonly string[] _kinds = ["429", "500", "502", "reset", "hang"];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>One message in thirty meets a fault, one in fifty comes twice, one in eighty is followed by a stop.</summary>
    public async Task MaybeAsync(SoakPeople people)
    {
        if (Chance.In(30))
        {
            var kind = _kinds[(int)(_kinds.Length * Chance.Next())];
            var when = Chance.In(2) ? "after" : "before";
            await FaultAsync(kind, when, _methods[(int)(_methods.Length * Chance.Next())]);
        }

        if (Chance.In(50))
        {
            Note("delivered twice");
            await telegram.ControlAsync("redeliver", new { id = people.Newest });
        }

        if (Chance.In(80))
        {
            Note("/stop");
            await people.StopAsync();
        }

        if (Chance.In(400))
        {
            Note("outages of a second");
            await telegram.ControlAsync("disconnect", new { mode = "outage", ms = 1000 });
        }
    }

    /// <summary>From here on all goes well.</summary>
    public Task EndAsync() => telegram.ControlAsync("fault", new { clear = true });

    public override string ToString() =>
        string.Join(", ", _counts.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}"));

    private async Task FaultAsync(string kind, string when, string method)
    {
        Note(
            kind is "429" or "500" or "502" ? $"x {kind}"
            : kind == "reset" ? "answers dropped"
            : "answers that never came"
        );
        await telegram.ControlAsync(
            "fault",
            new
            {
                method,
                count = 1,
                kind,
                retryAfter = 1,
                when,
            }
        );
    }

    private void Note(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
