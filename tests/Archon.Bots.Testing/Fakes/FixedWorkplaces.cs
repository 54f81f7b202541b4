using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Testing.Fakes;

/// <summary>A directory by name only; each <c>/new</c> gets another.</summary>
public sealed class FixedWorkplaces : IWorkplaces
{
    /// <summary>What stands before the number of the generation.</summary>
    public string Path { get; set; } = "work";

    public Task<Workplace> PrepareAsync(ConversationKey conversation, int generation, CancellationToken cancellationToken) =>
        Task.FromResult(new Workplace($"{Path}/{generation}", Branch: "archon/test"));
}
