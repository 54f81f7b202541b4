using Archon.Bots.Agents;
using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Agents.Guard;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

// A server as small as one can be: a guard, one claude, one prompt. It is killed from outside while the agent works.
if (args is ["guard", "--run", var runMark])
{
    return await GuardProgram.RunAsync(runMark);
}

if (args is not ["serve", var databaseId, var runId, var binary, var directory, var prompt])
{
    return 2;
}

var node = new Node();
node.Join(new NodeIdentity(databaseId, runId));
var environment = ServerEnvironment.OfThisProcess();
await using var guard = new GuardStart(node, SelfCommand.Current(), environment, TimeProvider.System, NullLogger<GuardStart>.Instance);
await guard.StartAsync(CancellationToken.None);
Console.WriteLine($"guard {guard.GuardPid}");

var provider = new ClaudeCodeProvider(
    Options.Create(new ClaudeCodeOptions { BinaryPath = binary }),
    new AgentLauncher(Options.Create(new AgentWorkOptions()), environment, node),
    TimeProvider.System,
    NullLogger<ClaudeCodeProvider>.Instance
);
var request = new AgentSessionRequest("claude", Guid.NewGuid().ToString(), Resume: false, directory, Model: null);
await using var session = await provider.OpenAsync(request, CancellationToken.None);
Console.WriteLine($"agent {session.Process?.Pid}");
await foreach (var happened in session.RunAsync(new AgentPrompt(Guid.NewGuid(), prompt), CancellationToken.None))
{
    Console.WriteLine(happened.GetType().Name);
}

return 0;
