using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.World;

internal static class SessionExtensions
{
    /// <summary>Nothing here takes this long, unless it hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<List<AgentEvent>> RunAsync(this IAgentSession session, string prompt, Guid? id = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var events = new List<AgentEvent>();
        await foreach (var happened in session.RunAsync(new AgentPrompt(id ?? Guid.NewGuid(), prompt), patience.Token))
        {
            events.Add(happened);
        }

        return events;
    }

    /// <summary>Runs a prompt that is answered.</summary>
    public static async Task<string> CompleteAsync(this IAgentSession session, string prompt)
    {
        var events = await session.RunAsync(prompt);
        Assert.IsType<AgentEvent.Completed>(events[^1]);
        return events.Text();
    }

    /// <summary>Runs a prompt that fails.</summary>
    public static async Task<AgentFailure> FailAsync(this IAgentSession session, string prompt)
    {
        var events = await session.RunAsync(prompt);
        return Assert.IsType<AgentEvent.Failed>(events[^1]).Failure;
    }

    /// <summary>The answer as a reader finally has it.</summary>
    public static string Text(this IEnumerable<AgentEvent> events) =>
        string.Concat(events.OfType<AgentEvent.TextFinal>().Select(text => text.Text));
}
