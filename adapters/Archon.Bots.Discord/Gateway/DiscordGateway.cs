using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Gateway;

/// <summary>As many shards as Discord advises, each on a connection of its own.</summary>
internal sealed class DiscordGateway(
    DiscordApi api,
    GatewayShard shard,
    GatewayHealth health,
    TimeProvider time,
    ILogger<DiscordGateway> logger
)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    /// <param name="bot">Whose sessions they are.</param>
    /// <exception cref="PlatformRejectedException">Discord does not let the bot in before somebody has changed something.</exception>
    public async Task RunAsync(IGatewaySink sink, string bot, CancellationToken cancellationToken)
    {
        var info = await AskAsync(cancellationToken);
        var shards = Math.Max(1, info.Shards);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Enumerable
            .Range(0, shards)
            .Select(number =>
                shard.RunAsync(sink, (number, shards), $"{DiscordAddress.Platform}/{bot}/gateway/{number}/{shards}", info.Url!, ended.Token)
            )
            .ToList();
        try
        {
            // None of them returns: one that is refused ends them all.
            await await Task.WhenAny(running);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<DiscordGatewayAddress> AskAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            string reason;
            var pause = _pause;
            try
            {
                var info = await api.ReadAsync(DiscordRoute.Gateway, DiscordJson.Default.DiscordGatewayAddress, cancellationToken);
                if (Uri.TryCreate(info.Url, UriKind.Absolute, out _))
                {
                    return info;
                }

                reason = "it names no address";
            }
            catch (DiscordErrorException refused) when (refused.Status == 401)
            {
                var way = GatewayEnd.Of(GatewayEnd.TokenRefused).Reason;
                health.Down(0, way);
                throw new PlatformRejectedException(way, refused);
            }
            catch (DiscordThrottledException throttled)
            {
                (pause, reason) = (throttled.RetryAfter, throttled.Message);
            }
            catch (Exception exception) when (exception is DiscordErrorException or DiscordLostException)
            {
                reason = exception.Message;
            }

            health.Down(0, reason);
            logger.ConnectionEnded(0, reason, pause);
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
