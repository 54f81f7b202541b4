using System.Net.WebSockets;
using Archon.Bots.Core.Connections;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Slack.Wire;

/// <summary>
/// Keeps a socket up: the next one stands before the last is closed, wherever Slack lets us know in time, and a broken one is replaced at
/// once, later after growing pauses.
/// </summary>
internal sealed class SlackSockets(
    SlackApi api,
    HealthParts health,
    IOptions<SlackOptions> options,
    TimeProvider time,
    ILogger<SlackSockets> logger
)
{
    /// <summary>How much of a connection's life we use. An estimate: the next one is up long before Slack cuts this one.</summary>
    private const double LifeUsed = 0.9;

    /// <summary>What came on an old socket is acknowledged on it before we close it. Source: Slack wants an answer within 3 s.</summary>
    private static readonly TimeSpan _farewell = TimeSpan.FromSeconds(3);

    /// <summary>Socket Mode comes back by hand alone. An estimate.</summary>
    private static readonly TimeSpan _afterDisabled = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    /// <exception cref="PlatformRejectedException">Slack does not take the app's token.</exception>
    public async Task RunAsync(ISlackSink sink, CancellationToken cancellationToken)
    {
        var serving = new List<Task>();
        SlackSocket? last = null;
        Task lastServed = Task.CompletedTask;
        try
        {
            while (true)
            {
                var socket = await ConnectAsync(cancellationToken);
                var afterGap = last is null || lastServed.IsCompleted;
                Tell(socket, last is not null && !lastServed.IsCompleted);
                sink.Connected(socket.Hello, afterGap);
                if (last is { } old)
                {
                    serving.Add(RetireAsync(old, lastServed, cancellationToken));
                }

                (last, lastServed) = (socket, socket.ServeAsync(sink, Proven, cancellationToken));
                serving.RemoveAll(task => task.IsCompleted);
                await NextAsync(socket, cancellationToken);
                if (socket.IsDisabled)
                {
                    health.Down(SlackAddress.Platform, "Socket Mode is switched off in the app's settings");
                    logger.Disabled(_afterDisabled);
                    await Task.Delay(_afterDisabled, time, cancellationToken);
                }
            }
        }
        finally
        {
            await Task.WhenAll([.. serving, lastServed]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (last is not null)
            {
                await last.DisposeAsync();
            }
        }
    }

    private async Task<SlackSocket> ConnectAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; failures++)
        {
            TimeSpan? asked = null;
            string reason;
            try
            {
                using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
                var address = await api.OpenConnectionAsync(either.Token);
                return await SlackSocket.OpenAsync(address, options.Value.PingInterval, logger, either.Token);
            }
            catch (SlackErrorException refused)
            {
                var way = WayOut(refused);
                health.Down(SlackAddress.Platform, way);
                throw new PlatformRejectedException(way, refused);
            }
            catch (SlackThrottledException throttled)
            {
                (asked, reason) = (throttled.RetryAfter, throttled.Message);
            }
            catch (Exception exception) when (exception is SlackLostException or WebSocketException)
            {
                reason = exception.Message;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                reason = "no hello in time";
            }

            var pause = asked ?? ReconnectPause.After(failures, _longestPause);
            health.Down(SlackAddress.Platform, reason);
            logger.ConnectionFailed(reason, pause);
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Waits until a fresh connection is wanted, and tells meanwhile that this one is proven to live.</summary>
    private async Task NextAsync(SlackSocket socket, CancellationToken cancellationToken)
    {
        var life = TimeSpan.FromSeconds(socket.Hello.DebugInfo?.ApproximateConnectionTime ?? 0) * LifeUsed;
        var begun = time.GetTimestamp();
        while (!socket.WantsNext.IsCompleted)
        {
            await Task.WhenAny(socket.WantsNext, Task.Delay(options.Value.PingInterval, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (socket.IsOpen)
            {
                // An open socket has answered a ping within this time, else it would have been broken off.
                health.Inbound(SlackAddress.Platform, time.GetUtcNow() - (options.Value.PingInterval * 3));
            }

            if (life > TimeSpan.Zero && time.GetElapsedTime(begun) >= life)
            {
                socket.AskForNext();
            }
        }
    }

    private async Task RetireAsync(SlackSocket old, Task served, CancellationToken cancellationToken)
    {
        await Task.WhenAny(served, Task.Delay(_farewell, time, cancellationToken));
        await old.CloseAsync(cancellationToken);
        await Task.WhenAny(served, Task.Delay(_farewell, time, cancellationToken));
        await old.DisposeAsync();
        await served;
    }

    private void Tell(SlackSocket socket, bool hasOld)
    {
        var others = socket.Hello.NumConnections - (hasOld ? 2 : 1);
        // Slack goes on counting for a while what broke off without a word.
        var note =
            others > 0 ? $"another instance holds this token ({others} more connections), unless one of ours has just broken off" : "";
        if (others > 0)
        {
            logger.OthersFound(others);
        }

        health.Connected(SlackAddress.Platform, socket.Hello.NumConnections);
        health.Up(SlackAddress.Platform, note);
        Proven();
        logger.Connected(socket.Hello.NumConnections);
    }

    private void Proven() => health.Inbound(SlackAddress.Platform, time.GetUtcNow());

    private static string WayOut(SlackErrorException refused) =>
        refused.Error switch
        {
            "not_allowed_token_type" or "invalid_auth" or "not_authed" or "token_revoked" or "token_expired" =>
                $"Slack does not take SLACK_APP_TOKEN ({refused.Error}): Basic Information, App-Level Tokens gives one, xapp-....",
            "missing_scope" =>
                "SLACK_APP_TOKEN lacks the scope connections:write: make one that has it under Basic Information, App-Level Tokens.",
            "account_inactive" or "team_disabled" or "user_removed_from_team" =>
                $"Slack has locked the app out ({refused.Error}): install it again in a workspace that is active.",
            _ => refused.Message,
        };
}
