namespace Archon.Bots.Agents.ClaudeCode;

/// <summary>One prompt under way with a claude.</summary>
internal sealed class ClaudeTurn(Guid prompt, ClaudeMapper mapper) : AgentTurn
{
    private readonly TaskCompletionSource _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Prompt { get; } = prompt.ToString();

    public ClaudeMapper Mapper { get; } = mapper;

    /// <summary>Claude itself said how the prompt ended.</summary>
    public Task Result => _result.Task;

    /// <summary>The prompt is on its way: what claude says from now on belongs to it, unless it is queued.</summary>
    public bool IsSent { get; set; }

    /// <summary>Claude has the prompt, but is still busy with something of its own.</summary>
    public bool IsQueued { get; set; }

    public void SawResult() => _result.TrySetResult();
}
