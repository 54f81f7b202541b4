using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Testing;

/// <summary>The names of the events that were logged, and a way to wait for one.</summary>
public sealed class RecordedEvents : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _names = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waits = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _names;

    public Task SeenAsync(string name, CancellationToken cancellationToken) => WaitFor(name).Task.WaitAsync(cancellationToken);

    public ILogger CreateLogger(string categoryName) => this;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var name = eventId.Name ?? "";
        _names.Enqueue(name);
        WaitFor(name).TrySetResult();
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose() { }

    private TaskCompletionSource WaitFor(string name) =>
        _waits.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
