using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>What shall go wrong with the next calls that fit.</summary>
internal sealed class DiscordFault
{
    /// <summary>Over method and path, as <c>POST /channels/1/messages</c>; null fits every call.</summary>
    public Regex? Route { get; init; }

    /// <summary>429, 429-global, 429-cloudflare, 500 and its kin, hang, reset, slow; or a status with a body of its own.</summary>
    public required string Kind { get; init; }

    /// <summary>Unit: seconds.</summary>
    public double RetryAfter { get; init; } = 1;

    public string Scope { get; init; } = "user";

    /// <summary>The work is done, only the answer is lost.</summary>
    public bool After { get; init; }

    public int Skip { get; set; }

    public TimeSpan Delay { get; init; }

    public int Left { get; set; } = 1;

    public JsonObject? Body { get; init; }

    public bool Fits(string call) => Route?.IsMatch(call) ?? true;
}
