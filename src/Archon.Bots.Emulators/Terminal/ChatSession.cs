namespace Archon.Bots.Emulators.Terminal;

/// <summary>Carries lines from the user to the bot and messages back, until one of them leaves.</summary>
internal sealed class ChatSession(IChatFace face, RoomClient room, Task<int> botExited, TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    // A press has no receipt of its own: what it sets going gets this long to show.
    private static readonly TimeSpan AfterPress = TimeSpan.FromSeconds(3);

    private long _pressedAt = long.MinValue;

    /// <summary>True: the user left. False: the bot ended, or did not answer in time.</summary>
    internal async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var arrival = room.WaitForBotAsync(ending.Token);
        var left = false;
        if (await Task.WhenAny(arrival, botExited, Task.Delay(timeout, time, ending.Token)) == arrival)
        {
            await arrival;
            left = await ConverseAsync(ending.Token);
        }
        else if (!botExited.IsCompleted)
        {
            face.Tell($"The bot has not asked for messages within {timeout.TotalSeconds} s.");
        }

        await ending.CancelAsync();
        return left;
    }

    private async Task<bool> ConverseAsync(CancellationToken cancellationToken)
    {
        var line = face.ReadLineAsync(cancellationToken);
        var saidAt = time.GetTimestamp();
        while (!botExited.IsCompleted)
        {
            var settled = await LookAsync(cancellationToken);
            if (line.IsCompleted && (settled || !face.WaitsForAnswers))
            {
                if (await line is not { } text || text.Trim() is "/quit")
                {
                    return true;
                }

                await SendAsync(text, cancellationToken);
                saidAt = time.GetTimestamp();
                line = face.ReadLineAsync(cancellationToken);
            }
            else if (face.WaitsForAnswers && !settled && time.GetElapsedTime(saidAt) > timeout)
            {
                face.Tell($"No answer within {timeout.TotalSeconds} s.");
                return false;
            }

            var pause = Task.Delay(LookInterval, time, cancellationToken);
            await (line.IsCompleted ? Task.WhenAny(pause, botExited) : Task.WhenAny(pause, botExited, line));
        }

        return false;
    }

    private async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var seen = await room.ReadAsync(cancellationToken);
        face.Show(seen, now);
        return seen.IsSettled(now) && now - AfterPress.TotalMilliseconds >= _pressedAt;
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        const string Press = "/press ";
        if (text.StartsWith(Press, StringComparison.Ordinal))
        {
            if (!await room.PressAsync(text[Press.Length..].Trim(), cancellationToken))
            {
                face.Tell("There is no such button.");
                return;
            }

            _pressedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        }
        else if (!string.IsNullOrWhiteSpace(text))
        {
            await room.SayAsync(text, cancellationToken);
        }
    }
}
