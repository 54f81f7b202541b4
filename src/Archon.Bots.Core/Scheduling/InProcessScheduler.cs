using Archon.Bots.Core.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Scheduling;

/// <summary>Room 3 in one process: drains woken conversations, so many at a time, first come first served.</summary>
internal sealed class InProcessScheduler : IConversationScheduler, IHostedService, IDisposable
{
    private readonly ConversationRunner _runner;
    private readonly ShutdownGrace _grace;
    private readonly ILogger<InProcessScheduler> _logger;
    private readonly int _size;
    private readonly SemaphoreSlim _slots;
    private readonly CancellationTokenSource _takeNoMore = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly KeyedWorker _worker;

    public InProcessScheduler(
        ConversationRunner runner,
        IOptions<SchedulingOptions> options,
        ShutdownGrace grace,
        ILogger<InProcessScheduler> logger
    )
    {
        _runner = runner;
        _grace = grace;
        _logger = logger;
        _size = options.Value.MaxConcurrent;
        _slots = new SemaphoreSlim(_size);
        _worker = new KeyedWorker((key, _) => DrainAsync(key));
    }

    public ValueTask WakeAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        _worker.Wake(conversation);
        return ValueTask.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes no more, lets running turns end within the grace, then interrupts the rest, which gives them back.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _takeNoMore.CancelAsync();
        var drained = _worker.CloseAsync();
        _logger.StopStarted(_size - _slots.CurrentCount, _grace.Length);
        await _grace.WaitAsync(drained, cancellationToken);
        await _kill.CancelAsync();
        await drained;
    }

    public void Dispose()
    {
        _slots.Dispose();
        _takeNoMore.Dispose();
        _kill.Dispose();
    }

    /// <summary>
    /// One turn a slot: who has more work queues up again behind the others, so that a busy conversation starves nobody.
    /// </summary>
    private async Task DrainAsync(ConversationKey key)
    {
        var more = true;
        while (more && !_takeNoMore.IsCancellationRequested)
        {
            await _slots.WaitAsync(_takeNoMore.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_takeNoMore.IsCancellationRequested)
            {
                return;
            }

            try
            {
                more = await _runner.RunNextAsync(key, _kill.Token);
            }
            finally
            {
                _slots.Release();
            }
        }
    }
}
