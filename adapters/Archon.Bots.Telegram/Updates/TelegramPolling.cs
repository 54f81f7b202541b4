using Archon.Bots.Core.Health;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;

namespace Archon.Bots.Telegram.Updates;

/// <summary>
/// Polls for updates and hands them to the inbox. A poll confirms what lies before its offset, so the offset moves only past what the
/// inbox has stored. It is not stored itself: what comes again after a start is known to the inbox.
/// </summary>
internal sealed class TelegramPolling(
    ITelegramBotClient client,
    TelegramPresses presses,
    TelegramMenu menu,
    HealthParts health,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramPolling> logger
)
{
    /// <summary>Most updates of one poll. Source: getUpdates, limit: 1-100.</summary>
    private const int BatchSize = 100;

    /// <summary>What a poll may take beyond the time that Telegram holds it. An estimate.</summary>
    private static readonly TimeSpan PollSlack = TimeSpan.FromSeconds(15);

    /// <summary>Shows soon that it works again. An estimate.</summary>
    private static readonly TimeSpan FirstPollAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>Named each time: Telegram remembers the last list that it was given.</summary>
    private static readonly UpdateType[] Wanted =
    [
        UpdateType.Message,
        UpdateType.EditedMessage,
        UpdateType.CallbackQuery,
        UpdateType.MyChatMember,
    ];

    private readonly TelegramPatience _patience = new(time, Random.Shared);
    private string _note = "";
    private bool _conflicted;
    private bool _failed;
    private bool _webhookFound;

    /// <exception cref="PlatformRejectedException">Telegram does not know the token.</exception>
    public async Task RunAsync(IInbox inbox, CancellationToken cancellationToken)
    {
        var published = Task.CompletedTask;
        try
        {
            var updates = new TelegramUpdates(await UntilItWorksAsync(ConnectAsync, cancellationToken));
            published = menu.PublishAsync(cancellationToken);
            var batch = new TelegramBatch(inbox, presses, logger);
            int? offset = null;
            while (true)
            {
                var polled = await UntilItWorksAsync(token => PollAsync(offset, token), cancellationToken);
                offset = await AcceptAsync(batch, updates, polled, cancellationToken) ?? offset;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.PollingStopped();
        }
        finally
        {
            await Task.WhenAll(published, presses.DrainAsync());
        }
    }

    private async Task<BotIdentity> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var me = await client.GetMe(either.Token);
        // With a webhook set every poll is refused.
        await client.DeleteWebhook(dropPendingUpdates: false, either.Token);
        logger.Connected(me.Id, me.Username);
        _note = me.CanReadAllGroupMessages ? "" : TelegramPrivacy.Note;
        if (_note.Length > 0)
        {
            logger.PrivacyFound(_note);
        }

        // Telegram answers this one also while another process takes the updates.
        if (!_conflicted)
        {
            health.Up(TelegramPlatform.PlatformName, _note);
        }

        return new BotIdentity(me.Id.ToString(), me.Username ?? "", me.CanReadAllGroupMessages);
    }

    private async Task<Update[]> PollAsync(int? offset, CancellationToken cancellationToken)
    {
        var hold = _failed ? FirstPollAfterFailure : options.Value.PollTimeout;
        using var limit = new CancellationTokenSource(hold + PollSlack, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        if (_webhookFound)
        {
            await client.DeleteWebhook(dropPendingUpdates: false, either.Token);
            _webhookFound = false;
        }

        var updates = await client.GetUpdates(offset, BatchSize, (int)hold.TotalSeconds, Wanted, either.Token);
        _conflicted = false;
        _failed = false;
        health.Up(TelegramPlatform.PlatformName, _note);
        health.Inbound(TelegramPlatform.PlatformName, time.GetUtcNow());
        return updates;
    }

    /// <returns>The offset of the next poll; null: as before.</returns>
    private async Task<int?> AcceptAsync(TelegramBatch batch, TelegramUpdates updates, Update[] polled, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (offset, isWhole) = await batch.AcceptAsync(
            [.. polled.Select(update => (update, updates.Map(update, now)))],
            cancellationToken
        );
        if (isWhole)
        {
            _patience.Reset();
        }
        else
        {
            await _patience.WaitAsync(cancellationToken);
        }

        return offset;
    }

    private async Task<T> UntilItWorksAsync<T>(Func<CancellationToken, Task<T>> callAsync, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            try
            {
                var result = await callAsync(cancellationToken);
                if (failures > 0)
                {
                    logger.ConnectionRecovered(failures);
                    _patience.Reset();
                }

                return result;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                failures++;
                await BearAsync(exception, cancellationToken);
            }
        }
    }

    private async Task BearAsync(Exception exception, CancellationToken cancellationToken)
    {
        var reason = TelegramErrors.Describe(exception);
        switch (exception)
        {
            case ApiRequestException { ErrorCode: 401 or 404 }:
                health.Down(TelegramPlatform.PlatformName, "Telegram does not know the bot's token");
                throw new PlatformRejectedException(
                    "Telegram does not know the bot's token (TELEGRAM_BOT_TOKEN): get a new one from @BotFather."
                );
            case ApiRequestException conflict when TelegramErrors.IsWebhookConflict(conflict):
                _webhookFound = true;
                health.Down(TelegramPlatform.PlatformName, "a webhook is set for the bot's token; it is being deleted");
                logger.WebhookFound();
                await _patience.WaitAsync(cancellationToken);
                break;
            case ApiRequestException { ErrorCode: 409 }:
                // Only a poll that was held to its end, or brought something, tells that we are alone again.
                _conflicted = true;
                _failed = false;
                health.Down(TelegramPlatform.PlatformName, "another process polls with the same token");
                logger.PollConflicted(TelegramPatience.AfterConflict);
                await _patience.WaitAsync(TelegramPatience.AfterConflict, cancellationToken);
                break;
            case ApiRequestException { ErrorCode: 429 } throttled:
                _failed = true;
                health.Down(TelegramPlatform.PlatformName, reason);
                logger.PollThrottled(TelegramErrors.RetryAfter(throttled));
                await _patience.WaitAsync(TelegramErrors.RetryAfter(throttled), cancellationToken);
                break;
            default:
                _failed = true;
                health.Down(TelegramPlatform.PlatformName, reason);
                logger.PollFailed(reason);
                await _patience.WaitAsync(cancellationToken);
                break;
        }
    }
}
