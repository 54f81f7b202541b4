using Archon.Bots.Core.Commands;
using Archon.Bots.Telegram.Delivery;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Updates;

/// <summary>The commands that Telegram offers while somebody types. Best effort, beside the polling: without them all works.</summary>
internal sealed class TelegramMenu(
    ITelegramBotClient client,
    CommandMenu menu,
    IOptions<TelegramOptions> options,
    TimeProvider time,
    ILogger<TelegramMenu> logger
)
{
    /// <summary>Never throws.</summary>
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        if (menu.Entries.IsEmpty)
        {
            return;
        }

        using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var known = await client.GetMyCommands(cancellationToken: either.Token);
            if (!known.Select(command => new CommandMenuEntry(command.Command, command.Description)).SequenceEqual(menu.Entries))
            {
                await client.SetMyCommands(
                    menu.Entries.Select(entry => new BotCommand(entry.Name, entry.Description)),
                    cancellationToken: either.Token
                );
            }

            logger.MenuPublished(menu.Entries.Length);
        }
        catch (Exception exception) when (exception is RequestException or HttpRequestException or OperationCanceledException)
        {
            var reason = TelegramErrors.Describe(exception);
            logger.MenuFailed(reason);
        }
    }
}
