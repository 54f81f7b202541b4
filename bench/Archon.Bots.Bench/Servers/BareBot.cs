using Archon.Bots.Bench.InProcess;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace Archon.Bots.Bench.Servers;

/// <summary>A bot of 25 lines as it is written by everybody: no storage, no queue, no receipt, one update after the other.</summary>
internal static class BareBot
{
    public static async Task<int> RunAsync(string address, string token, string agent)
    {
        var bot = new TelegramBotClient(new TelegramBotClientOptions(token, address));
        await Console.Out.WriteLineAsync("ready");
        var thinking = BenchAgents.TimeOf(agent);
        await bot.ReceiveAsync(
            (_, update, stop) => AnswerAsync(bot, update, thinking, stop),
            (_, exception, _) => Console.Error.WriteLineAsync(exception.Message)
        );
        return 0;
    }

    private static async Task AnswerAsync(TelegramBotClient bot, Update update, TimeSpan thinking, CancellationToken cancellationToken)
    {
        if (update.Message is { Text: { } text } message)
        {
            if (thinking > TimeSpan.Zero)
            {
                await Task.Delay(thinking, TimeProvider.System, cancellationToken);
            }

            await bot.SendMessage(message.Chat, InstantAgent.AnswerTo(text), cancellationToken: cancellationToken);
        }
    }
}
