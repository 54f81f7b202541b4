using System.CommandLine;
using System.ComponentModel;
using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Telegram;

namespace Archon.Bots.Emulators.Terminal;

/// <summary>The sub-command <c>chat</c>: the bot at a terminal, with an emulated Telegram in between.</summary>
internal static class ChatCommand
{
    internal static Command Create()
    {
        var bot = new Option<FileInfo>("--bot") { Description = "The bot's executable, or its .dll.", Required = true };
        var agent = new Option<string>("--agent") { Description = "demo or claude.", DefaultValueFactory = _ => "demo" };
        agent.AcceptOnlyFromAmong("demo", "claude");
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds that an answer may take when the input is a pipe.",
            DefaultValueFactory = _ => 600,
        };
        var command = new Command("chat", "Talk to the bot at this terminal.") { bot, agent, timeout };
        command.SetAction(
            (parsed, stopToken) =>
            {
                var folder = Directory.CreateTempSubdirectory("archon-bots-chat-").FullName;
                var patience = TimeSpan.FromSeconds(parsed.GetValue(timeout));
                var settings = new ChatSettings(parsed.GetRequiredValue(bot).FullName, parsed.GetRequiredValue(agent), folder, patience);
                return RunAsync(settings, stopToken);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(ChatSettings settings, CancellationToken stopToken)
    {
        var time = TimeProvider.System;
        using var face = CreateFace();
        foreach (var line in settings.Greeting(Environment.GetEnvironmentVariable))
        {
            face.Tell(line);
        }

        await using var telegram = await TelegramEmulator.StartAsync(new TelegramEmulatorOptions { Token = settings.Token }, stopToken);
        await using var log = new BotLog(new StreamWriter(settings.LogPath) { AutoFlush = true });
        try
        {
            var environment = settings.Environment(telegram.BaseAddress, Environment.GetEnvironmentVariable);
            await using var bot = BotProcess.Start(settings.BotPath, environment, log, time);
            using var room = new RoomClient(telegram.BaseAddress);
            var left = await new ChatSession(face, room, bot.Exited, settings.Timeout, time).RunAsync(stopToken);
            if (!left && bot.Exited.IsCompleted)
            {
                TellEnd(face, await bot.Exited, log);
            }

            return left ? 0 : 1;
        }
        catch (Win32Exception missing)
        {
            face.Tell($"The bot {settings.BotPath} cannot be started: {missing.Message}");
            return 1;
        }
        catch (OperationCanceledException) when (stopToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static IChatFace CreateFace()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            return new PlainFace(new StreamReader(Console.OpenStandardInput()), Console.Out);
        }

        var canvas = new TerminalCanvas(Console.Out, () => (Math.Max(20, Console.WindowWidth), Math.Max(5, Console.WindowHeight)));
        return new TerminalFace(ConsoleKeys.Start(), canvas);
    }

    private static void TellEnd(IChatFace face, int code, BotLog log)
    {
        face.Tell($"The bot ended by itself with code {code}. Its last lines:");
        foreach (var line in log.Last)
        {
            face.Tell($"  {line}");
        }
    }
}
