using Archon.Bots.Core;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Persistence;
using Archon.Bots.Persistence.Postgres;
using Archon.Bots.Persistence.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archon.Bots.Bench.InProcess;

/// <summary>The whole path in this process, from the inbox to the platform's call, over a database of its own.</summary>
internal sealed class PathHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly BenchDatabase _database;

    private PathHost(IHost host, BenchDatabase database, BenchPlatform platform, InstantAgent agent)
    {
        _host = host;
        _database = database;
        Platform = platform;
        Agent = agent;
    }

    public BenchPlatform Platform { get; }

    public InstantAgent Agent { get; }

    /// <param name="postgres">A server's connection string; null: SQLite.</param>
    /// <param name="delay">What the agent takes, and each call of the platform.</param>
    public static async Task<PathHost> StartAsync(string? postgres, TimeSpan delay, bool notes = false)
    {
        var database = await BenchDatabase.CreateAsync(postgres);
        var platform = new BenchPlatform(delay);
        var agent = new InstantAgent("instant", delay) { Notes = notes };
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Home:Path"] = database.Folder,
                ["Access:Mode"] = "Open",
                ["Agents:Default"] = agent.Name,
                ["Agents:Pool:MaxWarm"] = "1000",
                ["Scheduling:MaxConcurrent"] = "1000",
            }
        );
        builder.Services.AddBotCore();
        var persistence = builder.Services.AddBotPersistence();
        _ = database.Postgres is { } connection ? persistence.UsePostgres(connection) : persistence.UseSqlite();
        var workplaces = new BenchWorkplaces();
        builder.Services.AddSingleton<IAgentProvider>(agent);
        builder.Services.AddSingleton<IWorkplaces>(workplaces);
        builder.Services.AddSingleton<ISentFiles>(workplaces);
        builder.Services.AddSingleton<IChatPlatform>(platform);
        builder.Services.AddBotCoreHosting();
        var host = builder.Build();
        await host.StartAsync();
        return new PathHost(host, database, platform, agent);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _database.DisposeAsync();
    }
}
