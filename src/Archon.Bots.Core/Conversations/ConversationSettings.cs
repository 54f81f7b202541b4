namespace Archon.Bots.Core.Conversations;

/// <summary>What a conversation keeps between turns beside its session.</summary>
/// <param name="Generation">How often <c>/new</c> moved it to a fresh directory; 0 at first.</param>
/// <param name="Provider">The agent chosen for this conversation; null: the default of the settings.</param>
/// <param name="Model">The model chosen for this conversation; null: the agent's own default.</param>
public sealed record ConversationSettings(int Generation, string? Provider, string? Model)
{
    public static ConversationSettings Default { get; } = new(0, null, null);
}
