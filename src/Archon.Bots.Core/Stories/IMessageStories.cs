using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Stories;

/// <summary>What became of each message: for whoever asks why.</summary>
public interface IMessageStories
{
    /// <param name="platformMessageId">The message of a person, or one of the bot's own.</param>
    /// <returns>Null: nothing is known of it.</returns>
    Task<MessageStory?> FindAsync(ConversationKey conversation, string platformMessageId, CancellationToken cancellationToken);

    /// <summary>That of the newest prompt; null: there was none.</summary>
    Task<MessageStory?> NewestAsync(ConversationKey conversation, CancellationToken cancellationToken);
}
