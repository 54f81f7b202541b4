using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Users;

/// <summary>Says at each start who may use the bot, where that is more or less than an operator may think.</summary>
internal sealed partial class AccessNotice(IOptions<AccessOptions> options, IEnumerable<AllowList> lists, ILogger<AccessNotice> logger)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Mode == AccessMode.Open)
        {
            AccessOpen(logger);
        }
        else if (lists.All(list => list.UserIds.IsEmpty))
        {
            AccessShut(logger);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        EventName = "access.open_started",
        Level = LogLevel.Warning,
        Message = "Access:Mode is Open: everybody who finds the bot can have its agent work on this machine"
    )]
    private static partial void AccessOpen(ILogger logger);

    [LoggerMessage(
        EventName = "access.closed_started",
        Level = LogLevel.Warning,
        Message = "Nobody is on an allow-list, so everybody is refused; who writes to the bot is told the id to add"
    )]
    private static partial void AccessShut(ILogger logger);
}
