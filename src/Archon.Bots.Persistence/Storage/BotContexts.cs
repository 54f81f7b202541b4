using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Persistence.Storage;

/// <summary>Makes contexts where one is needed, which a start on a database of the newest schema does not: EF is not loaded before.</summary>
internal sealed class BotContexts(DatabaseEngine engine, ILoggerFactory logs)
{
    public BotContext Create()
    {
        var options = new DbContextOptionsBuilder<BotContext>().UseLoggerFactory(logs);
        engine.Configure(options);
        return new BotContext((DbContextOptions<BotContext>)options.Options, engine);
    }
}
