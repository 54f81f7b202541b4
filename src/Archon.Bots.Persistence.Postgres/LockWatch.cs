using System.Data.Common;
using Archon.Bots.Persistence.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Postgres;

/// <summary>Writes nothing each second, so that a lost lock is noticed and taken again while nobody writes; ends the server that lost it to another.</summary>
internal sealed class LockWatch(
    StoreWriter writer,
    DatabaseEngine engine,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LockWatch> logger
) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await writer.RunAsync(sql => sql.FirstAsync($"SELECT 1", row => row.Int(0)), stoppingToken);
            }
            catch (DatabaseTakenException)
            {
                logger.LockLost(engine.Description);
                Environment.ExitCode = 1;
                lifetime.StopApplication();
                return;
            }
            catch (Exception ex) when (ex is DbException or InvalidOperationException && !stoppingToken.IsCancellationRequested)
            {
                // The writer has told of it, and the next round tries again.
            }
        }
    }
}
