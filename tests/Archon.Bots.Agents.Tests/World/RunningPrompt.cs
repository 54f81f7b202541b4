using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.World;

/// <summary>A prompt whose events are read while the test looks on.</summary>
internal sealed class RunningPrompt
{
    private readonly Lock _lock = new();
    private readonly List<AgentEvent> _events = [];
    private readonly Task _reading;

    public RunningPrompt(IAgentSession session, string prompt, CancellationToken killToken = default) =>
        _reading = ReadAsync(session, prompt, killToken);

    public Task SeenAsync<T>()
        where T : AgentEvent => Eventually.SoAsync(() => SoFar().OfType<T>().Any(), $"a {typeof(T).Name}");

    /// <summary>The questions, once there are so many.</summary>
    public async Task<IReadOnlyList<AgentQuestion>> AskedAsync(int count = 1)
    {
        await Eventually.SoAsync(() => SoFar().OfType<AgentEvent.Asked>().Count() >= count, $"{count} questions");
        return [.. SoFar().OfType<AgentEvent.Asked>().Select(asked => asked.Question)];
    }

    /// <summary>All events, once the last one is there.</summary>
    public async Task<List<AgentEvent>> EventsAsync()
    {
        await _reading.WaitAsync(SessionExtensions.Patience, TestContext.Current.CancellationToken);
        return SoFar();
    }

    private List<AgentEvent> SoFar()
    {
        lock (_lock)
        {
            return [.. _events];
        }
    }

    private async Task ReadAsync(IAgentSession session, string prompt, CancellationToken killToken)
    {
        await foreach (var happened in session.RunAsync(new AgentPrompt(Guid.NewGuid(), prompt), killToken))
        {
            lock (_lock)
            {
                _events.Add(happened);
            }
        }
    }
}
