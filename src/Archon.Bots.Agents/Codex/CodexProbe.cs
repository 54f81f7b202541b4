using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Codex;

/// <inheritdoc/>
internal sealed class CodexProbe(
    CodexServers program,
    IOptions<AgentOptions> agents,
    IOptions<AgentWorkOptions> work,
    ServerEnvironment environment,
    HealthParts health,
    TimeProvider time,
    ILogger<CodexProbe> logger
)
    : AgentProbe(
        new AgentProbed(
            CodexProvider.ProviderName,
            program.FindProgram,
            "codex-cli",
            "codex was not found on PATH; install Codex, or set Agents:Codex:BinaryPath"
        ),
        agents,
        work,
        environment,
        health,
        time,
        logger
    );
