using System.Collections.Concurrent;
using Archon.Bots.Testing.Fakes;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Testing;

/// <summary>What the server logs, and a signal at each line: something has happened.</summary>
public sealed class RecordedLog(Signal changed) : ILoggerProvider
{
    private readonly ConcurrentQueue<(string? Event, string Line)> _lines = new();

    public IEnumerable<string?> Events => _lines.Select(line => line.Event);

    public ILogger CreateLogger(string categoryName) => new Recorder(this);

    public ILogger<T> For<T>() => new Recorder<T>(this);

    public void Dispose() { }

    public int Count(string eventName) => Events.Count(name => name == eventName);

    /// <summary>The newest line of that event.</summary>
    public string Last(string eventName) => _lines.Last(line => line.Event == eventName).Line;

    /// <summary>All lines with all that their exceptions say.</summary>
    public override string ToString() => string.Join('\n', _lines.Select(line => line.Line));

    private void Add(string? eventName, string line)
    {
        _lines.Enqueue((eventName, line));
        changed.Pulse();
    }

    private class Recorder(RecordedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => log.Add(eventId.Name, $"{logLevel} {eventId.Name}: {formatter(state, exception)} {exception}");
    }

    private sealed class Recorder<T>(RecordedLog log) : Recorder(log), ILogger<T>;
}
