using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Updates;

/// <summary>getUpdates: one open request at a time, answered the moment something arrives.</summary>
internal sealed class LongPoll(TelegramWorld world)
{
    /// <summary>Unit: seconds. Source: the server, which cuts longer ones.</summary>
    private const int LongestTimeout = 50;

    private const string OtherPoller = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running";

    private static readonly TimeSpan ConflictSpacing = TimeSpan.FromSeconds(3);

    private OpenPoll? _open;
    private int _lastOffset = -1;
    private long? _lastStart;
    private long? _lastConflict;

    /// <summary>The bot waits for updates now. To be read under the world's gate, as all here.</summary>
    public bool IsOpen => _open is not null;

    /// <summary>Breaks the open request's connection.</summary>
    public void Drop() => End(PollEnd.Dropped);

    /// <summary>Ends the open request as if another instance of the bot had called.</summary>
    public void Conflict() => End(PollEnd.OtherPoller);

    public void WebhookSet() => End(PollEnd.WebhookSet);

    public async Task<string> RunAsync(ApiArguments arguments, CancellationToken cancellationToken)
    {
        OpenPoll poll;
        lock (world.Gate)
        {
            poll = Begin(arguments);
        }

        var deadline = new Deadline(world.Time, TimeSpan.FromSeconds(poll.Timeout));
        try
        {
            while (true)
            {
                Task arrived;
                lock (world.Gate)
                {
                    arrived = world.Updates.Arrived.Next;
                    if (Take(poll) is { } answer)
                    {
                        return answer;
                    }
                }

                if (!await deadline.WaitAsync(Task.WhenAny(arrived, poll.Ended.Task), cancellationToken))
                {
                    return "[]";
                }

                if (poll.Ended.Task.IsCompleted)
                {
                    await ThrowEndAsync(await poll.Ended.Task, cancellationToken);
                }
            }
        }
        finally
        {
            lock (world.Gate)
            {
                _open = _open == poll ? null : _open;
            }
        }
    }

    private OpenPoll Begin(ApiArguments arguments)
    {
        if (world.Webhook.Url.Length > 0)
        {
            throw new BotApiException(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            );
        }

        var offset = (int)(arguments.Whole("offset") ?? 0);
        var limit = (int)Math.Clamp(arguments.Whole("limit") ?? 100, 1, 100);
        var timeout = (int)Math.Clamp(arguments.Whole("timeout") ?? 0, 0, LongestTimeout);
        if (arguments.Json("allowed_updates", "Can't parse allowed_updates") is JsonArray allowed)
        {
            world.Updates.Allow(allowed.Select(type => type?.ToString() ?? ""));
        }

        // The server slows down who asks for the same offset again and again; whoever confirms comes with a new one.
        var repeated = offset == _lastOffset && _lastStart is { } last ? world.Time.GetElapsedTime(last) : TimeSpan.MaxValue;
        if (timeout < 3 && repeated < TimeSpan.FromSeconds(3))
        {
            timeout = 3;
        }

        if (repeated < TimeSpan.FromSeconds(0.5))
        {
            limit = 1;
        }

        _lastOffset = offset;
        _lastStart = world.Time.GetTimestamp();
        return new OpenPoll(offset, limit, timeout);
    }

    private string? Take(OpenPoll poll)
    {
        if (poll.Ended.Task.IsCompleted)
        {
            return null;
        }

        var updates = world.Updates.Take(poll.Offset, poll.Limit);
        if (updates.Count > 0 || poll.Timeout == 0)
        {
            return $"[{string.Join(',', updates.Select(update => update.Json))}]";
        }

        if (_open != poll)
        {
            End(PollEnd.OtherPoller);
            _open = poll;
            world.Changed.Pulse();
        }

        return null;
    }

    private void End(PollEnd end)
    {
        _open?.Ended.TrySetResult(end);
        _open = null;
    }

    private async Task ThrowEndAsync(PollEnd end, CancellationToken cancellationToken)
    {
        if (end == PollEnd.Dropped)
        {
            throw new ConnectionDroppedException();
        }

        bool soon;
        lock (world.Gate)
        {
            soon = _lastConflict is { } last && world.Time.GetElapsedTime(last) < ConflictSpacing;
            _lastConflict = soon ? _lastConflict : world.Time.GetTimestamp();
        }

        if (soon)
        {
            await Task.Delay(ConflictSpacing, world.Time, cancellationToken);
        }

        throw new BotApiException(409, end == PollEnd.WebhookSet ? "Conflict: terminated by setWebhook request" : OtherPoller);
    }

    private enum PollEnd
    {
        Dropped,
        OtherPoller,
        WebhookSet,
    }

    /// <param name="Timeout">Unit: seconds.</param>
    private sealed record OpenPoll(int Offset, int Limit, int Timeout)
    {
        public TaskCompletionSource<PollEnd> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
