using Archon.Bots.Core.Users.Pairing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Core.Users;

/// <summary>
/// Knows the people before anything is received, and says at each start who may use the bot, where that is more or less than an operator may
/// think.
/// </summary>
internal sealed class AccessStart(People people, Access access, PairingCodes codes, ILogger<AccessStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await people.LoadAsync(cancellationToken);
        if (access.IsOpen)
        {
            logger.OpenStarted();
        }

        if (!access.HasOwner)
        {
            codes.Renew();
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
