using Archon.Bots.Discord.Events;

namespace Archon.Bots.Discord.Inbound;

/// <summary>The servers that a session has announced, as they come one by one.</summary>
internal sealed class GuildArrivals
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _awaited;
    private readonly List<DiscordGuild> _come = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isTaken;

    public GuildArrivals(IEnumerable<string> awaited)
    {
        _awaited = [.. awaited];
        CompleteIfAll();
    }

    /// <summary>Done when each has come.</summary>
    public Task All => _all.Task;

    /// <returns>False: it comes later than it was waited for.</returns>
    public bool Add(DiscordGuild guild)
    {
        lock (_lock)
        {
            if (!_awaited.Remove(guild.Id ?? ""))
            {
                // A server that the bot was invited to just now has no past for it.
                return true;
            }

            if (_isTaken)
            {
                return false;
            }

            _come.Add(guild);
            CompleteIfAll();
            return true;
        }
    }

    /// <summary>Those that have come; what comes from now on comes later.</summary>
    public IReadOnlyList<DiscordGuild> Take()
    {
        lock (_lock)
        {
            _isTaken = true;
            return [.. _come];
        }
    }

    private void CompleteIfAll()
    {
        if (_awaited.Count == 0)
        {
            _all.TrySetResult();
        }
    }
}
