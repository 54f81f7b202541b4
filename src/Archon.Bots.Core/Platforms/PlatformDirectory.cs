using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Platforms;

/// <summary>The platforms of this server by name.</summary>
internal sealed class PlatformDirectory(IEnumerable<IChatPlatform> platforms)
{
    private readonly Dictionary<string, IChatPlatform> _platforms = platforms.ToDictionary(platform => platform.Name);

    public IReadOnlyCollection<IChatPlatform> All => _platforms.Values;

    /// <exception cref="InvalidOperationException">The conversation belongs to a platform that is not set up any more.</exception>
    public IChatPlatform Of(ConversationKey conversation) =>
        Find(conversation) ?? throw new InvalidOperationException($"No {conversation.Platform} is set up on this server.");

    public IChatPlatform? Find(ConversationKey conversation) => _platforms.GetValueOrDefault(conversation.Platform);
}
