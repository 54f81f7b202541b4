namespace Archon.Bots.Core.Telemetry;

/// <summary>How a call to a platform ended.</summary>
internal enum DeliveryEnd
{
    Done,
    Throttled,

    /// <summary>Its answer was lost.</summary>
    Unknown,

    /// <summary>Refused for good.</summary>
    Rejected,
}
