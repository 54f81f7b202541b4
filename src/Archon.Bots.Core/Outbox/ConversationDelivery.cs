using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Replies;
using Archon.Bots.Core.Scheduling;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Delivers one conversation's rows in their order, and shows its running reply between them.</summary>
internal sealed class ConversationDelivery(
    IOutboxStore store,
    RowDelivery rows,
    PreviewDelivery running,
    PreviewStore previews,
    PlatformDirectory platforms,
    TimeProvider time,
    ILogger<ConversationDelivery> logger
)
{
    /// <summary>Returns when nothing is left to do now: rows that wait for their time are brought back by the sweep.</summary>
    public async Task DrainAsync(ConversationKey key, KeyedWake wake, CancellationToken cancellationToken)
    {
        if (platforms.Find(key) is not { } platform)
        {
            return;
        }

        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                wake.Clear();
                var isAllSaid = await DeliverRowsAsync(platform, key, cancellationToken);
                if (previews.Find(key) is not { } reply)
                {
                    return;
                }

                if (await running.ShowAsync(platform, reply, mayPost: isAllSaid, cancellationToken) is not { } pause)
                {
                    previews.Close(reply);
                    return;
                }

                await wake.WaitAsync(pause, time, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.PumpFailed(key, exception);
        }
        catch (OperationCanceledException)
        {
            // The server ends; the rows say what is left.
        }
    }

    /// <summary>A row that cannot go now holds back those behind it: the order of a conversation is worth more than speed.</summary>
    private async Task<bool> DeliverRowsAsync(IChatPlatform platform, ConversationKey key, CancellationToken cancellationToken)
    {
        foreach (var row in await store.OpenAsync(key, cancellationToken))
        {
            if (row.NextAttempt > time.GetUtcNow() || !await rows.DeliverAsync(platform, row, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }
}
