using System.Collections.Concurrent;
using System.Globalization;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Servers;

namespace Archon.Bots.Bench.Soak;

/// <summary>The team: each in a chat of their own, each message with a word that no other has.</summary>
internal sealed class SoakPeople(TelegramDesk telegram)
{
    public const int Count = 100;
    private const long First = 700_000;

    /// <summary>What each person has said, in order.</summary>
    private readonly ConcurrentDictionary<long, List<string>> _said = new();

    private int _number;

    public int Sent => _number;

    /// <summary>The newest message's name on the emulator.</summary>
    public string Newest { get; private set; } = "";

    public async Task SayAsync()
    {
        var person = First + (long)(Count * Chance.Next());
        var word = string.Create(CultureInfo.InvariantCulture, $"m{Interlocked.Increment(ref _number)}.");
        _said.GetOrAdd(person, _ => []).Add(word);
        Newest = await telegram.SayAsync(person, word);
    }

    /// <summary>Somebody stops what runs in their chat, if something does.</summary>
    public Task StopAsync() => telegram.SayAsync(First + (long)(Count * Chance.Next()), "/stop");

    /// <summary>Looks until each message has its answer, or nothing has come for so long.</summary>
    public async Task<SoakVerdict> JudgeAsync(TimeSpan patience)
    {
        var time = TimeProvider.System;
        var (least, since) = (int.MaxValue, time.GetTimestamp());
        while (true)
        {
            var verdict = await LookAsync();
            if (verdict.Lost < least)
            {
                (least, since) = (verdict.Lost, time.GetTimestamp());
            }

            if (verdict.Lost == 0 || time.GetElapsedTime(since) > patience)
            {
                return verdict;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time);
        }
    }

    private async Task<SoakVerdict> LookAsync()
    {
        var verdict = new SoakVerdict();
        foreach (var (person, words) in _said)
        {
            var messages = await telegram.SaidByBotAsync(person);
            var answers = messages
                .Select(InstantAgent.TokenOf)
                .OfType<string>()
                .GroupBy(word => word)
                .ToDictionary(group => group.Key, group => group.Count());
            var stops = messages.Count(text => text.Contains("⏹ Stopped.", StringComparison.Ordinal) && InstantAgent.TokenOf(text) is null);
            foreach (var word in words)
            {
                // Each end by a stop excuses one answer that is missing.
                var count = answers.GetValueOrDefault(word);
                verdict.Count(word, count, mayBeStopped: count == 0 && stops-- > 0);
            }

            verdict.Stumps += messages.Count(text => text is "…");
        }

        return verdict;
    }
}
