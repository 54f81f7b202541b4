namespace Archon.Bots.Agents.Acp;

/// <summary>One prompt under way with an ACP agent.</summary>
internal sealed class AcpTurn(AcpMapper mapper) : AgentTurn
{
    public AcpMapper Mapper { get; } = mapper;
}
