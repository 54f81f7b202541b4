namespace Archon.Bots.Agents.Codex;

/// <summary>One prompt under way on a thread.</summary>
internal sealed class CodexTurn(CodexMapper mapper) : AgentTurn
{
    private readonly TaskCompletionSource<string> _id = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CodexMapper Mapper { get; } = mapper;

    /// <summary>Codex's own id of the turn, once it has begun.</summary>
    public Task<string> Id => _id.Task;

    public void Begin(string id) => _id.TrySetResult(id);
}
