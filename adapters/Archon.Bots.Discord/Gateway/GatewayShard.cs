using System.Net.WebSockets;
using Archon.Bots.Core.Connections;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Settings;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord.Gateway;

/// <summary>Keeps one shard connected: goes on with its session wherever Discord lets it, and begins a new one where it does not.</summary>
internal sealed class GatewayShard(
    DiscordApi api,
    IdentifyGate gate,
    IPlatformMemory kept,
    GatewayHealth health,
    IOptions<DiscordOptions> options,
    TimeProvider time,
    ILogger<GatewayShard> logger
)
{
    /// <summary>
    /// GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES and MESSAGE_CONTENT, without which nothing is told of a thread but what mentions us. Source: Discord,
    /// gateway intents.
    /// </summary>
    public const int Intents = (1 << 0) | (1 << 9) | (1 << 12) | (1 << 15);

    /// <summary>So many tries to go on with a session, then a new one. An estimate.</summary>
    private const int MostResumes = 2;

    /// <summary>A connection that has stood for so long has proven itself: the next one comes at once. An estimate.</summary>
    private static readonly TimeSpan _stability = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(60);

    /// <param name="name">What its session is kept under.</param>
    /// <param name="address">Where sessions begin.</param>
    /// <exception cref="PlatformRejectedException">Discord does not let the bot in before somebody has changed something.</exception>
    public async Task RunAsync(
        IGatewaySink sink,
        (int Shard, int Shards) place,
        string name,
        string address,
        CancellationToken cancellationToken
    )
    {
        var memory = new GatewayMemory(kept, time, logger, name);
        var life = await memory.ReadAsync(cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = memory.KeepAsync(() => life, ended.Token);
        try
        {
            var failures = 0;
            var resumes = 0;
            while (true)
            {
                var stoodAt = (long?)null;
                var end = await ConnectAsync(
                    sink,
                    place,
                    (life, memory),
                    address,
                    now =>
                    {
                        (life, stoodAt, resumes) = (now, time.GetTimestamp(), 0);
                        health.Up(place.Shard, place.Shards);
                        logger.Connected(place.Shard, place.Shards);
                    },
                    cancellationToken
                );
                if (end is GatewayEnd.Refused)
                {
                    health.Down(place.Shard, end.Reason);
                    throw new PlatformRejectedException(end.Reason);
                }

                resumes += stoodAt is null && life is not null ? 1 : 0;
                life = end is GatewayEnd.Identify || resumes >= MostResumes ? null : life;
                resumes = life is null ? 0 : resumes;
                failures = stoodAt is { } since && time.GetElapsedTime(since) >= _stability ? 0 : failures + 1;
                var pause = PauseAfter(end, failures);
                health.Down(place.Shard, end.Reason);
                logger.ConnectionEnded(place.Shard, end.Reason, pause);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
        finally
        {
            await ended.CancelAsync();
            await keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<GatewayEnd> ConnectAsync(
        IGatewaySink sink,
        (int Shard, int Shards) place,
        (GatewayLife? Life, GatewayMemory Memory) session,
        string address,
        Action<GatewayLife> stands,
        CancellationToken cancellationToken
    )
    {
        var (life, memory) = session;
        try
        {
            var limits = life is null ? await WaitToBeginAsync(place.Shard, cancellationToken) : null;
            using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await using var connection = await GatewayConnection.OpenAsync(
                life?.ResumeUrl ?? address,
                sink,
                (stands, health.Inbound),
                time,
                logger,
                either.Token
            );
            if (life is null)
            {
                await gate.PassAsync(place.Shard, limits?.MaxConcurrency ?? 1, memory.BegunAt, cancellationToken);
                await memory.BeginAsync(cancellationToken);
            }

            var token = options.Value.BotToken;
            var greeting = life is null
                ? GatewayFrame.Identify(token, Intents, place.Shard, place.Shards)
                : GatewayFrame.Resume(token, life);
            return await connection.RunAsync(greeting, life, place.Shard, cancellationToken);
        }
        catch (Exception exception)
            when (exception is WebSocketException or DiscordLostException or DiscordThrottledException or DiscordErrorException)
        {
            return exception is DiscordErrorException { Status: 401 }
                ? GatewayEnd.Of(GatewayEnd.TokenRefused)
                : new GatewayEnd.Resume($"no connection: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new GatewayEnd.Resume("no connection in time");
        }
    }

    private async Task<DiscordStartLimit?> WaitToBeginAsync(int shard, CancellationToken cancellationToken)
    {
        var info = await api.ReadAsync(DiscordRoute.Gateway, DiscordJson.Default.DiscordGatewayAddress, cancellationToken);
        await gate.WaitAsync(
            shard,
            info.SessionStartLimit,
            (pause, reason) =>
            {
                health.Down(shard, reason);
                logger.ConnectionEnded(shard, reason, pause);
            },
            cancellationToken
        );
        return info.SessionStartLimit;
    }

    /// <summary>The first try to go on is at once. Source: Discord, gateway, resuming: 1 to 5 s after an invalid session.</summary>
    private static TimeSpan PauseAfter(GatewayEnd end, int failures)
    {
        var pause = failures <= 1 ? TimeSpan.Zero : ReconnectPause.After(failures - 2, _longestPause);
        var least = end is GatewayEnd.Identify ? TimeSpan.FromSeconds(1 + (4 * Random.Shared.NextDouble())) : TimeSpan.Zero;
        return pause > least ? pause : least;
    }
}
