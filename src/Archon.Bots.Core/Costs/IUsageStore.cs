using Archon.Bots.Core.Conversations;

namespace Archon.Bots.Core.Costs;

/// <summary>What turns have used.</summary>
public interface IUsageStore
{
    /// <param name="since">Turns that ended before do not count.</param>
    Task<UsageSum> SumAsync(ConversationKey conversation, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The newest turn that used anything; null: none did.</summary>
    Task<UsageSum?> NewestAsync(ConversationKey conversation, CancellationToken cancellationToken);
}

/// <param name="CostUsd">Unit: US dollars. Null: no agent told a price.</param>
public sealed record UsageSum(
    int Turns,
    long InputTokens,
    long OutputTokens,
    long CacheReadTokens,
    long CacheWriteTokens,
    decimal? CostUsd
);
