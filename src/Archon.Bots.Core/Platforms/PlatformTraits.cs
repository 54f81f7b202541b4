using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Platforms;

/// <summary>What the platforms can do, for rooms that must not call them.</summary>
internal sealed class PlatformTraits(PlatformDirectory platforms)
{
    public bool HasReactions(ConversationKey conversation) => platforms.Find(conversation)?.Limits.HasReactions == true;
}
