namespace Archon.Bots.Core.Telemetry;

/// <summary>What has come in and waits for its turn, and what is to be said and is not yet seen.</summary>
/// <param name="Waiting">Places in the queues of all conversations.</param>
/// <param name="OldestWaiting">When the oldest of them was accepted; null: nothing waits.</param>
/// <param name="Undelivered">Messages that the platforms do not show as wished; receipts and the lines of what waits are not counted.</param>
/// <param name="OldestUndelivered">When the oldest of them was wished for; null: there is none.</param>
public sealed record Backlog(int Waiting, DateTimeOffset? OldestWaiting, int Undelivered, DateTimeOffset? OldestUndelivered);

public interface IBacklogStore
{
    Task<Backlog> ReadAsync(CancellationToken cancellationToken);
}
