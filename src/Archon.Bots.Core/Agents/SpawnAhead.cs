using Archon.Bots.Core.Sessions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Agents;

/// <summary>
/// At start, opens the sessions of the last hour's conversations, up to half the pool, so that their next message finds a warm agent.
/// </summary>
internal sealed class SpawnAhead(
    ISessionStore sessions,
    AgentSessionPool pool,
    ISentFiles files,
    IOptions<AgentPoolOptions> options,
    TimeProvider time
) : IHostedService
{
    private static readonly TimeSpan _recent = TimeSpan.FromHours(1);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var room = options.Value.MaxWarm / 2;
        foreach (var session in await sessions.RecentAsync(time.GetUtcNow() - _recent, room, cancellationToken))
        {
            if (session.ProviderSessionId is { } id)
            {
                var directory = session.WorkingDirectory;
                pool.Prepare(
                    new AgentSessionRequest(session.Provider, id, Resume: true, directory, Model: null)
                    {
                        Files = files.FolderOf(directory),
                    }
                );
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
