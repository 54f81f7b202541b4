using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Telegram.Tests;

/// <summary>All lines with all that their exceptions say.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(string? Event, string Line)> _lines = new();

    public string Text => string.Join('\n', _lines.Select(line => line.Line));

    public IEnumerable<string?> Events => _lines.Select(line => line.Event);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _lines.Enqueue((eventId.Name, $"{formatter(state, exception)} {exception}"));

    public void Dispose() { }
}
