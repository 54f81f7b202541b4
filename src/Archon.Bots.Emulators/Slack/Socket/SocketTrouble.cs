using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.World;
using Archon.Bots.Emulators.Sockets;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Slack.Socket;

/// <summary>What happens to connections on demand.</summary>
internal sealed class SocketTrouble(SlackWorld world, SlackJournal journal, CancellationToken stopToken)
{
    /// <summary>Source: Slack, Socket Mode: a warning comes about 10 seconds before the refresh.</summary>
    private static readonly TimeSpan Warning = TimeSpan.FromSeconds(10);

    /// <summary>An estimate.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    /// <summary>Whether a connection was ordered not to come about.</summary>
    public async Task<bool> RefusesAsync(HttpContext context)
    {
        if (journal.Take("ws", "") is not { } fault)
        {
            return false;
        }

        if (fault.Kind == "hang")
        {
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, world.Time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (fault.Kind is "hang" or "reset")
        {
            Connection.Reset(context);
            return true;
        }

        context.Response.StatusCode = fault.Kind == "502" ? StatusCodes.Status502BadGateway : StatusCodes.Status500InternalServerError;
        return true;
    }

    public async Task StrikeAsync(ServerSocket connection, string mode)
    {
        switch (mode)
        {
            case "close":
                connection.Break();
                break;
            case "close_frame":
                await connection.CloseAsync(stopToken);
                break;
            case "stall":
                connection.GoDeaf();
                break;
            case "malformed":
                await connection.SendAsync("{ no json", stopToken);
                break;
            default:
                connection.IsLeaving = true;
                await connection.SendAsync(SocketFrames.Farewell(mode), stopToken);
                _ = LeaveAsync(connection, isWarned: mode == "warning");
                break;
        }
    }

    private async Task LeaveAsync(ServerSocket connection, bool isWarned)
    {
        if (isWarned)
        {
            await PauseAsync(Warning);
            await connection.SendAsync(SocketFrames.Farewell("refresh_requested"), CancellationToken.None);
        }

        await PauseAsync(Refresh);
        await connection.CloseAsync(CancellationToken.None);
    }

    /// <summary>Or until the emulator ends.</summary>
    private async Task PauseAsync(TimeSpan length) =>
        await Task.Delay(length, world.Time, stopToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
