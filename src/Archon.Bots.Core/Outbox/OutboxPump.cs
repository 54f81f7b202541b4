using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Core.Scheduling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Outbox;

/// <summary>Room 8: makes the platforms equal the rows, one conversation at a time each, woken by a hint or by the sweep.</summary>
internal sealed class OutboxPump : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _lastWords = TimeSpan.FromSeconds(5);
    private readonly IOutboxStore _store;
    private readonly DeliveryPace _pace;
    private readonly PlatformDirectory _platforms;
    private readonly TimeProvider _time;
    private readonly ILogger<OutboxPump> _logger;
    private readonly KeyedWorker _worker;
    private readonly CancellationTokenSource _kill = new();

    public OutboxPump(
        IOutboxStore store,
        DeliveryPace pace,
        PlatformDirectory platforms,
        ConversationDelivery delivery,
        OutboxSignal signal,
        TimeProvider time,
        ILogger<OutboxPump> logger
    )
    {
        _store = store;
        _pace = pace;
        _platforms = platforms;
        _time = time;
        _logger = logger;
        _worker = new KeyedWorker((key, wake) => delivery.DrainAsync(key, wake, _kill.Token));
        signal.Listen(_worker.Wake);
    }

    /// <summary>Nobody can wake a conversation before the pauses are known again.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _pace.RecallAsync(_platforms, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Says what is ready to be said, for a short while; the rest waits in its rows for the next start.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SweepAsync(cancellationToken);
        var drained = _worker.CloseAsync();
        await Task.WhenAny(drained, Task.Delay(_lastWords, _time, cancellationToken));
        await _kill.CancelAsync();
        await drained;
    }

    public override void Dispose()
    {
        _kill.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await SweepAsync(stoppingToken);
            await Task.Delay(_interval, _time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var conversation in await _store.DueAsync(_time.GetUtcNow(), Batch, cancellationToken))
            {
                _worker.Wake(conversation);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _logger.PumpFailed(null, exception);
        }
        catch (OperationCanceledException)
        {
            // The stop that cancelled it looks at the rows once more itself.
        }
    }
}
