using System.Collections.Immutable;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Storage;
using Archon.Bots.Persistence.Turns;

namespace Archon.Bots.Persistence.Conversations;

internal sealed class ConversationStore(StoreWriter writer, StoreReader reader, TimeProvider time) : IConversationStore
{
    public Task<Turn?> BeginAsync(ConversationKey conversation, string node, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => TurnBeginning.BeginAsync(sql, conversation, node, time.GetUtcNow()), cancellationToken);

    public Task CommitAsync(TurnCommit commit, CancellationToken cancellationToken) =>
        writer.RunAsync(sql => new TurnEnding(sql, commit, time.GetUtcNow()).CommitAsync(), cancellationToken);

    public Task<bool> IsStopAskedAsync(TurnFence fence, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            async sql =>
                await sql.FirstAsync($"SELECT 1 FROM controls WHERE state = 'handed' AND turn_id = {fence.Turn} LIMIT 1", row => row.Int(0))
                == 1,
            cancellationToken
        );

    public Task GiveBackAsync(TurnFence fence, CancellationToken cancellationToken) =>
        writer.RunAsync(
            async sql =>
            {
                if (!await TurnFences.HoldsAsync(sql, fence))
                {
                    return;
                }

                await sql.ExecuteAsync(
                    $"""
                    UPDATE turns SET attempt = attempt - 1, interrupted_at = {time.GetUtcNow()}
                    WHERE id = {fence.Turn} AND state = 'running'
                    """
                );
                await sql.ExecuteAsync($"UPDATE conversations SET owner = NULL WHERE id = {fence.Conversation}");
            },
            cancellationToken
        );

    public Task<ImmutableArray<TranscriptLine>> ReadTranscriptAsync(TurnFence fence, int characters, CancellationToken cancellationToken) =>
        reader.ReadAsync(sql => ReadTranscriptAsync(sql, fence, characters), cancellationToken);

    private static async Task<ImmutableArray<TranscriptLine>> ReadTranscriptAsync(SqlSession sql, TurnFence fence, int characters)
    {
        var newestFirst = new List<TranscriptLine>();
        var left = characters;
        await sql.EachAsync(
            $"""
            SELECT role, name, text FROM messages
            WHERE conversation_id = {fence.Conversation} AND turn_id <> {fence.Turn}
                AND seq > (SELECT transcript_from FROM conversations WHERE id = {fence.Conversation})
            ORDER BY seq DESC
            """,
            row =>
            {
                var line = new TranscriptLine(row.Enum<TranscriptRole>(0), row.TextOrNull(1), row.Text(2));
                left -= line.Text.Length;
                if (left < 0)
                {
                    return false;
                }

                newestFirst.Add(line);
                return true;
            }
        );
        newestFirst.Reverse();
        return [.. newestFirst];
    }
}
