using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Platforms;

/// <summary>Runs every platform's reception, each for itself. When the last one is refused for good the server ends with exit code 1.</summary>
internal sealed class PlatformHost(
    PlatformDirectory platforms,
    IInbox inbox,
    HealthParts health,
    IHostApplicationLifetime lifetime,
    PathTelemetry telemetry,
    TimeProvider time,
    ILogger<PlatformHost> logger
) : BackgroundService
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _refusedPause = TimeSpan.FromMinutes(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(platforms.All.Select(platform => ReceiveAsync(platform, stoppingToken)));

    private async Task ReceiveAsync(IChatPlatform platform, CancellationToken stoppingToken)
    {
        telemetry.Begin(platform.Name);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = _pause;
            try
            {
                await platform.ReceiveAsync(inbox, stoppingToken);
            }
            catch (PlatformRejectedException exception) when (!stoppingToken.IsCancellationRequested)
            {
                health.Down(platform.Name, exception.Message);
                logger.PlatformRefused(platform.Name, exception.Message);
                if (platforms.All.Count == 1)
                {
                    Environment.ExitCode = 1;
                    lifetime.StopApplication();
                    return;
                }

                pause = _refusedPause;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                health.Down(platform.Name, exception.GetType().Name);
                logger.ReceptionFailed(platform.Name, exception.GetType().Name, pause);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
