using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace Archon.Bots.Telegram.Updates;

/// <summary>Ends the spinner on a pressed button. Best effort, beside the polling: what a press does is said by the reply.</summary>
internal sealed class TelegramPresses(
    ITelegramBotClient client,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramPresses> logger
)
{
    private readonly List<Task> _running = [];

    /// <summary>To be called by the polling loop alone.</summary>
    public void Answer(string query)
    {
        _running.RemoveAll(task => task.IsCompleted);
        _running.Add(AnswerAsync(query));
    }

    public Task DrainAsync() => Task.WhenAll(_running);

    private async Task AnswerAsync(string query)
    {
        using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
        try
        {
            await client.AnswerCallbackQuery(query, cancellationToken: limit.Token);
        }
        catch (ApiRequestException exception) when (TelegramErrors.IsTooOldToAnswer(exception))
        {
            // The spinner has ended by itself.
        }
        catch (Exception exception) when (exception is RequestException or HttpRequestException or OperationCanceledException)
        {
            var reason = TelegramErrors.Describe(exception);
            logger.PressUnanswered(reason);
        }
    }
}
