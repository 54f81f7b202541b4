using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Costs;
using Archon.Bots.Persistence.Storage;

namespace Archon.Bots.Persistence.Costs;

internal sealed class UsageStore(StoreReader reader) : IUsageStore
{
    public async Task<UsageSum> SumAsync(ConversationKey conversation, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var turns = await ListAsync(conversation, since, int.MaxValue, cancellationToken);
        // Added here and not by the database: a decimal is text in SQLite.
        return new UsageSum(
            turns.Select(used => used.Turn).Distinct().Count(),
            turns.Sum(used => used.InputTokens),
            turns.Sum(used => used.OutputTokens),
            turns.Sum(used => used.CacheReadTokens),
            turns.Sum(used => used.CacheWriteTokens),
            turns.Exists(used => used.CostUsd is not null) ? turns.Sum(used => used.CostUsd ?? 0) : null
        );
    }

    public async Task<UsageSum?> NewestAsync(ConversationKey conversation, CancellationToken cancellationToken) =>
        await ListAsync(conversation, DateTimeOffset.UnixEpoch, 1, cancellationToken) is [var newest]
            ? new UsageSum(1, newest.InputTokens, newest.OutputTokens, newest.CacheReadTokens, newest.CacheWriteTokens, newest.CostUsd)
            : null;

    /// <summary>Newest first.</summary>
    private Task<List<Used>> ListAsync(ConversationKey key, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        reader.ReadAsync(
            sql =>
                sql.ListAsync(
                    $"""
                    SELECT u.turn_id, u.input_tokens, u.output_tokens, u.cache_read_tokens, u.cache_write_tokens, u.cost_usd
                    FROM usage u JOIN conversations c ON c.id = u.conversation_id
                    WHERE c.platform = {key.Platform} AND c.space = {key.Space} AND c.thread = {key.Thread} AND u.at >= {since}
                    ORDER BY u.at DESC, u.id DESC LIMIT {limit}
                    """,
                    row => new Used(row.Id(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.DecimalOrNull(5))
                ),
            cancellationToken
        );

    private sealed record Used(
        Guid Turn,
        long InputTokens,
        long OutputTokens,
        long CacheReadTokens,
        long CacheWriteTokens,
        decimal? CostUsd
    );
}
