namespace Archon.Bots.Core.Telemetry;

/// <summary>Under which name whoever exports finds the bot's meter and its activity source.</summary>
public static class TelemetrySource
{
    public const string Name = "Archon.Bots";
}
