using Archon.Bots.Bench;
using Archon.Bots.Bench.InProcess;
using Archon.Bots.Bench.Micro;
using Archon.Bots.Bench.Servers;
using Archon.Bots.Core.Agents;
using Archon.Bots.Host;
using Microsoft.Extensions.DependencyInjection;

return args switch
{
    // The server with agents of ours beside its own, and the guard that it starts for itself.
    ["serve"] or ["guard", ..] => await BotProgram.RunAsync(args, AddAgents),
    ["bare", var address, var token, var agent] => await BareBot.RunAsync(address, token, agent),
    ["bare-slack", var api] => await BareSlack.RunAsync(api),
    ["micro", .. var options] => MicroBenches.Run(options),
    _ => await BenchProgram.RunAsync(args),
};

static void AddAgents(IServiceCollection services)
{
    services.AddSingleton<IAgentProvider>(new InstantAgent(BenchAgents.Instant, TimeSpan.Zero));
    services.AddSingleton<IAgentProvider>(new InstantAgent(BenchAgents.Quick, BenchAgents.ThinkingTime));
    services.AddSingleton<IAgentProvider>(new InstantAgent(BenchAgents.Forgetful, BenchAgents.ThinkingTime * 6) { Loses = 30 });
}
