using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Microsoft.Extensions.Logging;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Updates;

/// <summary>
/// What one poll brought, on its way into the inbox: messages of different conversations beside each other, so that they share the wait for
/// the disk; those of one conversation one after the other. What may change more than its own conversation (a command, a move) goes alone.
/// </summary>
internal sealed class TelegramBatch(IInbox inbox, TelegramPresses presses, ILogger logger)
{
    /// <returns>The offset of the next poll: past all that was accepted before the first that was not. Null: nothing came.</returns>
    /// <param name="mapped">In Telegram's order; a null message is not for us.</param>
    public async Task<(int? Offset, bool IsWhole)> AcceptAsync(
        IReadOnlyCollection<(Update Update, InboundMessage? Message)> mapped,
        CancellationToken cancellationToken
    )
    {
        int? offset = null;
        var beside = new List<(Update Update, InboundMessage Message)>();
        foreach (var (update, message) in mapped)
        {
            if (message is not null && !GoesAlone(message))
            {
                beside.Add((update, message));
                continue;
            }

            var failed = await AcceptBesideAsync(beside, cancellationToken);
            failed ??= message is null ? null : await AcceptInOrderAsync([(update, message)], cancellationToken);
            if (failed is not null)
            {
                return (failed, false);
            }

            beside.Clear();
            if (update.CallbackQuery is { } query)
            {
                presses.Answer(query.Id);
            }

            offset = update.Id + 1;
        }

        return await AcceptBesideAsync(beside, cancellationToken) is { } first
            ? (first, false)
            : (beside.Count > 0 ? beside[^1].Update.Id + 1 : offset, true);
    }

    private static bool GoesAlone(InboundMessage message) => message.Kind != MessageKind.Message || message.Text is ['/' or '!', ..];

    /// <returns>The first that was not accepted; others behind it may have been, and are known when they come again.</returns>
    private async Task<int?> AcceptBesideAsync(List<(Update Update, InboundMessage Message)> messages, CancellationToken cancellationToken)
    {
        var conversations = messages
            .GroupBy(pair => pair.Message.Conversation)
            .Select(pairs => AcceptInOrderAsync(pairs, cancellationToken));
        return (await Task.WhenAll(conversations)).Min();
    }

    private async Task<int?> AcceptInOrderAsync(
        IEnumerable<(Update Update, InboundMessage Message)> messages,
        CancellationToken cancellationToken
    )
    {
        foreach (var (update, message) in messages)
        {
            try
            {
                await inbox.AcceptAsync(message, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                logger.AcceptFailed(message.DeliveryId, exception);
                return update.Id;
            }
        }

        return null;
    }
}
