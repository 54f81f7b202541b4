using System.Net;
using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Delivery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Polling;

/// <summary>
/// Our own loop, because the package's confirms an update before its handler has run: here the offset moves past an update only after the
/// inbox has stored it. The offset itself is not stored: after a start Telegram hands over what was not confirmed, and the inbox drops doubles.
/// </summary>
internal sealed class TelegramPolling(
    ITelegramBotClient bot,
    IOptions<TelegramOptions> options,
    HealthParts health,
    TimeProvider time,
    ILogger<TelegramPolling> logger
)
{
    private const int Batch = 100;
    private static readonly TimeSpan _answerMargin = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _conflictPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(30);

    // Sent with each poll, because Telegram remembers the last list.
    private static readonly UpdateType[] _wanted =
    [
        UpdateType.Message,
        UpdateType.EditedMessage,
        UpdateType.CallbackQuery,
        UpdateType.MyChatMember,
    ];

    private int _failures;

    /// <exception cref="PlatformRejectedException">Telegram does not know the token.</exception>
    public async Task RunAsync(IInbox inbox, CancellationToken cancellationToken)
    {
        User? me = null;
        int? offset = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                me ??= await GreetAsync(cancellationToken);
                var updates = await CallAsync(
                    token => bot.GetUpdates(offset, Batch, (int)options.Value.PollTimeout.TotalSeconds, _wanted, token),
                    cancellationToken
                );
                Recovered();
                offset = await StoreAsync(updates, offset, inbox, me, cancellationToken);
            }
            catch (ApiRequestException exception) when (!cancellationToken.IsCancellationRequested)
            {
                await WaitAsync(PauseAfter(exception), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && TelegramCalls.IsTransport(exception))
            {
                await WaitAsync(Failed(TelegramCalls.Kind(exception, timedOut: false)), cancellationToken);
            }
        }
    }

    /// <summary>A webhook that was set once would keep every poll away; what it has not delivered stays.</summary>
    private async Task<User> GreetAsync(CancellationToken cancellationToken)
    {
        var me = await CallAsync(token => bot.GetMe(token), cancellationToken);
        await CallAsync(
            async token =>
            {
                await bot.DeleteWebhook(dropPendingUpdates: false, token);
                return true;
            },
            cancellationToken
        );
        logger.PollingStarted(me.Username);
        return me;
    }

    /// <returns>The offset that confirms what is stored, and nothing else.</returns>
    private async Task<int?> StoreAsync(Update[] updates, int? offset, IInbox inbox, User me, CancellationToken cancellationToken)
    {
        foreach (var update in updates)
        {
            try
            {
                if (TelegramUpdates.Map(update, me) is { } message)
                {
                    await inbox.AcceptAsync(message, cancellationToken);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var pause = Backoff();
                logger.UpdateNotStored(update.Id, pause, exception);
                await WaitAsync(pause, cancellationToken);
                return offset;
            }

            offset = update.Id + 1;
            await AnswerPressAsync(update, cancellationToken);
        }

        return offset;
    }

    /// <summary>Ends the button's waiting circle; too late is no harm.</summary>
    private async Task AnswerPressAsync(Update update, CancellationToken cancellationToken)
    {
        if (update.CallbackQuery is not { } press)
        {
            return;
        }

        try
        {
            await CallAsync(
                async token =>
                {
                    await bot.AnswerCallbackQuery(press.Id, cancellationToken: token);
                    return true;
                },
                cancellationToken
            );
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested && (exception is ApiRequestException || TelegramCalls.IsTransport(exception)))
        {
            // The press itself is stored; the circle ends by itself.
        }
    }

    private TimeSpan PauseAfter(ApiRequestException exception)
    {
        switch ((HttpStatusCode)exception.ErrorCode)
        {
            case HttpStatusCode.Unauthorized or HttpStatusCode.NotFound:
                throw new PlatformRejectedException(
                    $"Telegram does not know the bot's token ({exception.ErrorCode}). Take the current one from @BotFather and set TELEGRAM_BOT_TOKEN."
                );
            case HttpStatusCode.Conflict:
                _failures++;
                health.Down(TelegramServiceCollectionExtensions.Platform, "another program polls with the same token (409)");
                logger.PollingConflicted(_conflictPause);
                return _conflictPause;
            case HttpStatusCode.TooManyRequests when exception.Parameters?.RetryAfter is { } seconds:
                _failures++;
                var pause = TimeSpan.FromSeconds(seconds);
                logger.PollingFailed("429", pause);
                return pause;
            default:
                return Failed($"HTTP {exception.ErrorCode}");
        }
    }

    private TimeSpan Failed(string reason)
    {
        var pause = Backoff();
        health.Down(TelegramServiceCollectionExtensions.Platform, $"a poll failed ({reason})");
        logger.PollingFailed(reason, pause);
        return pause;
    }

    /// <summary>1, 2, 4 … 30 s, shortened by up to a quarter at random so that bots of one outage do not return as one.</summary>
    private TimeSpan Backoff()
    {
        _failures++;
        var full = Math.Min(Math.Pow(2, Math.Min(_failures, 10) - 1), _longestPause.TotalSeconds);
#pragma warning disable CA5394 // jitter is no secret
        return TimeSpan.FromSeconds(full * (1 - (Random.Shared.NextDouble() / 4)));
#pragma warning restore CA5394
    }

    private void Recovered()
    {
        health.Up(TelegramServiceCollectionExtensions.Platform);
        if (_failures > 0)
        {
            _failures = 0;
            logger.PollingRecovered();
        }
    }

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.PollTimeout + _answerMargin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await call(either.Token);
    }

    private Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, time, cancellationToken);
}
