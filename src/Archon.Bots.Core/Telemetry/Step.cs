namespace Archon.Bots.Core.Telemetry;

/// <summary>When a room began what it is about to tell of.</summary>
/// <param name="Timestamp">The same on the clock that never jumps.</param>
internal readonly record struct Step(DateTimeOffset StartedAt, long Timestamp);
