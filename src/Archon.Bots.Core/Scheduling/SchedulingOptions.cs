using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Scheduling;

/// <summary>Settings under <c>Scheduling</c>.</summary>
public sealed class SchedulingOptions
{
    /// <summary>Turns at the same time. Source: environment <c>MAX_CONCURRENT_CONVERSATIONS</c>.</summary>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; set; } = 10;
}

/// <summary>Settings under <c>Shutdown</c>.</summary>
public sealed class ShutdownOptions
{
    /// <summary>How long SIGTERM lets running turns go on before they are interrupted, to be finished after the next start; a second one interrupts them at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(20);
}

[OptionsValidator]
internal sealed partial class SchedulingOptionsValidator : IValidateOptions<SchedulingOptions>;

[OptionsValidator]
internal sealed partial class ShutdownOptionsValidator : IValidateOptions<ShutdownOptions>;
