using System.Collections.Immutable;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Fakes;

/// <summary>A journal in memory, in the order of its writes.</summary>
public sealed class RecordingJournal : ITurnJournal
{
    private ImmutableList<string> _entries = [];

    /// <summary><c>dispatched id</c>, <c>bound id</c>, <c>tool line</c>, <c>asked line</c>, <c>used</c>, <c>withdrawn</c>.</summary>
    public ImmutableList<string> Entries => _entries;

    public Task DispatchedAsync(TurnFence fence, DispatchedEntry entry, CancellationToken cancellationToken) =>
        AddAsync($"dispatched {entry.Plan.ProviderSessionId}");

    public Task SessionBoundAsync(TurnFence fence, Guid session, string providerSessionId, CancellationToken cancellationToken) =>
        AddAsync($"bound {providerSessionId}");

    public Task ToolSeenAsync(TurnFence fence, string line, CancellationToken cancellationToken) => AddAsync($"tool {line}");

    public async Task<Guid> AskedAsync(TurnFence fence, AskedEntry entry, CancellationToken cancellationToken)
    {
        await AddAsync($"asked {entry.Question.Line}");
        return entry.Id;
    }

    public Task UsedAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken) => AddAsync("used");

    public Task WithdrawnAsync(TurnFence fence, Guid approval, CancellationToken cancellationToken) => AddAsync("withdrawn");

    private Task AddAsync(string entry)
    {
        ImmutableInterlocked.Update(ref _entries, list => list.Add(entry));
        return Task.CompletedTask;
    }
}
