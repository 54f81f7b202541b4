namespace Archon.Bots.Agents.Acp;

/// <summary>Settings under <c>Agents:Acp</c>: any agent that speaks the Agent Client Protocol.</summary>
public sealed class AcpOptions
{
    /// <summary>Its program and what it is started with, as <c>opencode</c>, <c>acp</c>. A program without a folder is looked for on PATH.</summary>
    public IList<string> Command { get; } = [];
}
