using System.Text.Json;

namespace Archon.Bots.Agents.Wire;

/// <summary>The agent refuses a call.</summary>
internal sealed class RpcRefusedException(int code, string message, JsonElement data) : Exception(message)
{
    public int Code => code;

    /// <summary>What it says beside; undefined: nothing.</summary>
    public JsonElement Detail => data;
}

/// <summary>The agent has ended, or ends.</summary>
internal sealed class RpcGoneException(string message) : Exception(message);
