namespace Archon.Bots.Discord.Wire;

/// <summary>Discord has answered that it did not do it.</summary>
/// <param name="call">Method and route, without ids.</param>
/// <param name="status">Of HTTP.</param>
/// <param name="code">Discord's own; 0: it names none. Source: Discord, "Opcodes and Status Codes", JSON.</param>
internal sealed class DiscordErrorException(string call, int status, int code, string reason)
    : Exception($"Discord refuses {call}: {reason} ({(code == 0 ? $"HTTP {status}" : code)})")
{
    public int Status { get; } = status;

    public int Code { get; } = code;

    public string Reason { get; } = reason;
}

/// <summary>Discord asks for a pause, or would: nothing was done.</summary>
internal sealed class DiscordThrottledException(string call, TimeSpan retryAfter)
    : Exception($"Discord asks to wait {retryAfter.TotalSeconds:0.#} s before the next {call}")
{
    public TimeSpan RetryAfter { get; } = retryAfter;
}

/// <summary>The answer was lost, or is an error within Discord: some of it may have been done.</summary>
/// <param name="reason">A few words; never an address.</param>
internal sealed class DiscordLostException(string call, string reason, Exception? inner = null)
    : Exception($"Discord's answer to {call} was lost: {reason}", inner);
