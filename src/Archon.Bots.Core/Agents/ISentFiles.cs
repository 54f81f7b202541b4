using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Agents;

/// <summary>Where the files that people send are kept, so that the conversation's agent can read them.</summary>
public interface ISentFiles
{
    /// <summary>The folder of all files that were sent to the agent that works there; the same for one directory for ever.</summary>
    string FolderOf(string workingDirectory);

    /// <summary>The path of a file that an earlier run of the turn has kept; null: none has.</summary>
    string? Find(SentFile file);

    /// <summary>Keeps the file whole or not at all, and returns its path.</summary>
    /// <exception cref="IOException">There is no room, or no right.</exception>
    Task<string> KeepAsync(SentFile file, IAsyncEnumerable<ReadOnlyMemory<byte>> content, CancellationToken cancellationToken);
}

/// <param name="Generation">How often <c>/new</c> was used.</param>
/// <param name="Number">Its place among the turn's files, from 1.</param>
/// <param name="Name">As its author called it: not to be trusted as a path.</param>
public sealed record SentFile(ConversationKey Conversation, int Generation, Guid Turn, int Number, string Name);
