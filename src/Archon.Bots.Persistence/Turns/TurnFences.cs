using Archon.Bots.Core.Turns;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Turns;

/// <summary>Lets a turn's write through only while the conversation is still its own.</summary>
internal static class TurnFences
{
    /// <exception cref="OwnershipLostException">The conversation was taken by another owner.</exception>
    internal static async Task PassAsync(SqlSession sql, TurnFence fence)
    {
        if (!await HoldsAsync(sql, fence))
        {
            throw new OwnershipLostException(fence);
        }
    }

    /// <summary>As <see cref="PassAsync"/>, for what a turn writes while it runs: one that has ended adds nothing behind its own end.</summary>
    /// <exception cref="OwnershipLostException">The conversation was taken by another owner, or the turn has ended.</exception>
    internal static async Task PassRunningAsync(SqlSession sql, TurnFence fence)
    {
        var holds = await sql.FirstAsync(
            $"""
            SELECT 1 FROM conversations
            WHERE id = {fence.Conversation} AND epoch = {fence.Epoch}
                AND EXISTS (SELECT 1 FROM turns t WHERE t.id = {fence.Turn} AND t.state = 'running') {sql.RowLock}
            """,
            row => row.Int(0)
        );
        if (holds == 0)
        {
            throw new OwnershipLostException(fence);
        }
    }

    /// <summary>Locks the conversation, so that the answer stays true until the transaction ends.</summary>
    internal static async Task<bool> HoldsAsync(SqlSession sql, TurnFence fence) =>
        await sql.FirstAsync(
            $"SELECT 1 FROM conversations WHERE id = {fence.Conversation} AND epoch = {fence.Epoch} {sql.RowLock}",
            row => row.Int(0)
        ) == 1;
}
