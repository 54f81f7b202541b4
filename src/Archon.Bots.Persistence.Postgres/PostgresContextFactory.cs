using Archon.Bots.Core.Nodes;
using Archon.Bots.Persistence.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Bots.Persistence.Postgres;

/// <summary>For <c>dotnet ef</c> alone; it reads the model and opens no database.</summary>
internal sealed class PostgresContextFactory : IDesignTimeDbContextFactory<BotContext>
{
    public BotContext CreateDbContext(string[] args)
    {
        DatabaseEngine engine = new PostgresEngine(
            "Host=localhost;Database=archon",
            new AdvisoryLock(TimeProvider.System, NullLogger<AdvisoryLock>.Instance),
            new Node()
        );
        var options = new DbContextOptionsBuilder<BotContext>();
        engine.Configure(options);
        return new BotContext(options.Options, engine);
    }
}
