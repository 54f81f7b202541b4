using Archon.Bots.Persistence.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Bots.Persistence.Sqlite;

/// <summary>For <c>dotnet ef</c> alone; it reads the model and opens no database.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<BotContext>
{
    public BotContext CreateDbContext(string[] args)
    {
        DatabaseEngine engine = new SqliteEngine(
            "archon-bots.db",
            new DatabaseLock(TimeProvider.System, NullLogger<DatabaseLock>.Instance)
        );
        var options = new DbContextOptionsBuilder<BotContext>();
        engine.Configure(options);
        return new BotContext(options.Options, engine);
    }
}
