using System.Threading.Channels;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Agents;

/// <summary>One prompt under way: its events, and the end that somebody may have asked for.</summary>
internal abstract class AgentTurn
{
    /// <summary>Unit: events. A reader that is slower makes the agent wait, which loses nothing.</summary>
    private const int Capacity = 4096;

    private readonly Channel<AgentEvent> _events = Channel.CreateBounded<AgentEvent>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }
    );

    private readonly TaskCompletionSource<AgentEvent> _last = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All but the last.</summary>
    public ChannelReader<AgentEvent> Events => _events.Reader;

    /// <summary>The event that ends it. Not in the channel, so that a reader who left cannot hold the end up.</summary>
    public Task<AgentEvent> Last => _last.Task;

    /// <summary>The stop under way; null: nobody asked for one.</summary>
    public Task? Stop { get; set; }

    /// <summary>The kill under way; null: nobody asked for one.</summary>
    public Task? Kill { get; set; }

    /// <summary>What the turn had started when it was stopped.</summary>
    public IReadOnlyCollection<AgentProcess> Started { get; set; } = [];

    public bool WasEnded => Stop is not null || Kill is not null;

    public async Task WriteAsync(AgentEvent happened)
    {
        try
        {
            await _events.Writer.WriteAsync(happened);
        }
        catch (ChannelClosedException)
        {
            // Nobody reads any more.
        }
    }

    public void Abandon() => _events.Writer.TryComplete();

    public void End(AgentEvent last)
    {
        _last.TrySetResult(last);
        _events.Writer.TryComplete();
    }
}
