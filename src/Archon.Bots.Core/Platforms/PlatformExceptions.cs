using Archon.Bots.Core.Pace;

namespace Archon.Bots.Core.Platforms;

/// <summary>The platform asks for a pause; nothing was done.</summary>
public sealed class PlatformThrottledException(TimeSpan retryAfter, CallFamily family, Exception? inner = null)
    : Exception($"The platform asks to wait {retryAfter.TotalSeconds:0.#} s before the next call of the family {family}.", inner)
{
    public TimeSpan RetryAfter { get; } = retryAfter;

    /// <summary>The calls that are to wait.</summary>
    public CallFamily Family { get; } = family;
}

/// <summary>The platform refuses this for good; trying again is useless.</summary>
public class PlatformRejectedException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>The message to edit is not there any more: its reader deleted it. An answer that nobody has seen yet may be posted anew.</summary>
public sealed class PlatformMessageGoneException(string reason, Exception? inner = null) : PlatformRejectedException(reason, inner);

/// <summary>The call left, its answer did not come back: it may have been done.</summary>
public sealed class PlatformOutcomeUnknownException(string reason, Exception? inner = null) : Exception(reason, inner);
