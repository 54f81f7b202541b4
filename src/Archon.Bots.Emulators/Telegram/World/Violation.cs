using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Telegram.World;

/// <summary>Something that a careful bot would not have done, or (severity rig) that the emulator cannot do.</summary>
internal sealed record Violation(long Time, string Severity, string Code, string Detail)
{
    public JsonObject ToJson() =>
        new()
        {
            ["t"] = Time,
            ["severity"] = Severity,
            ["code"] = Code,
            ["detail"] = Detail,
        };
}
