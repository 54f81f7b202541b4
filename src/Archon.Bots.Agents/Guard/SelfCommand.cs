using System.Reflection;

namespace Archon.Bots.Agents.Guard;

/// <summary>How this very program is started once more.</summary>
public sealed record SelfCommand(string FileName, IReadOnlyList<string> Arguments)
{
    /// <exception cref="InvalidOperationException">The system does not tell what runs.</exception>
    public static SelfCommand Current()
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is unknown.");
        return Path.GetFileName(program) == "dotnet" && Assembly.GetEntryAssembly()?.Location is { Length: > 0 } assembly
            ? new SelfCommand(program, [assembly])
            : new SelfCommand(program, []);
    }
}
