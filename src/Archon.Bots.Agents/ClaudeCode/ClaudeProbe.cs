using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.ClaudeCode;

/// <inheritdoc/>
internal sealed class ClaudeProbe(
    ClaudeCodeProvider program,
    IOptions<AgentOptions> agents,
    IOptions<AgentWorkOptions> work,
    ServerEnvironment environment,
    HealthParts health,
    TimeProvider time,
    ILogger<ClaudeProbe> logger
)
    : AgentProbe(
        new AgentProbed(
            ClaudeCodeProvider.ProviderName,
            program.FindProgram,
            "(Claude Code)",
            "claude was not found on PATH; install Claude Code, or set Agents:ClaudeCode:BinaryPath"
        ),
        agents,
        work,
        environment,
        health,
        time,
        logger
    );
