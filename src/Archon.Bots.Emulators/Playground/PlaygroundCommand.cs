using System.CommandLine;
using Microsoft.AspNetCore.Connections;

namespace Archon.Bots.Emulators.Playground;

/// <summary>The sub-command <c>playground</c>: the bot behind a page in the browser, with an emulated Telegram in between.</summary>
internal static class PlaygroundCommand
{
    /// <summary>The server's own default, which is free as long as that is not running.</summary>
    private const int DefaultPort = 3090;

    internal static Command Create()
    {
        var bot = new Option<FileInfo>("--bot") { Description = "The bot's executable, or its .dll.", Required = true };
        var agent = new Option<string>("--agent") { Description = "demo or claude, to begin with.", DefaultValueFactory = _ => "demo" };
        agent.AcceptOnlyFromAmong("demo", "claude");
        var port = new Option<int>("--port")
        {
            Description = "Port of the page on loopback; 0 takes any free one.",
            DefaultValueFactory = _ => DefaultPort,
        };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Keeps the bot's data here; else they go at the end." };
        var command = new Command("playground", "Try the bot in a browser, and see it heal.") { bot, agent, port, folder };
        command.SetAction(
            async (parsed, stopToken) =>
            {
                var kept = parsed.GetValue(folder)?.FullName;
                var home = kept is null ? Directory.CreateTempSubdirectory("archon-bots-playground-") : Directory.CreateDirectory(kept);
                var settings = new PlaygroundSettings(
                    parsed.GetRequiredValue(bot).FullName,
                    parsed.GetRequiredValue(agent),
                    parsed.GetValue(port),
                    home.FullName,
                    Environment.GetEnvironmentVariable
                );
                var code = await RunAsync(settings, Console.Out, stopToken);
                if (kept is null)
                {
                    Clear(home, Console.Out);
                }

                return code;
            }
        );
        return command;
    }

    internal static async Task<int> RunAsync(PlaygroundSettings settings, TextWriter output, CancellationToken stopToken)
    {
        try
        {
            await using var server = await PlaygroundServer.StartAsync(settings, TimeProvider.System, stopToken);
            await output.WriteLineAsync($"The playground: {server.Address.GetLeftPart(UriPartial.Authority)}");
            await output.WriteLineAsync($"The bot's log:  {settings.LogPath}");
            await output.WriteLineAsync("Ctrl-C ends both.");
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = stopToken.Register(stopped.SetResult);
            await await Task.WhenAny(stopped.Task, server.Feeding);
            return 0;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await output.WriteLineAsync(
                $"Port {settings.Port} is taken by another program. Take another: ./run --port {settings.Port + 1}"
            );
            return 2;
        }
        catch (OperationCanceledException) when (stopToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    /// <summary>Where an agent has worked, its work stays.</summary>
    internal static void Clear(DirectoryInfo folder, TextWriter output)
    {
        var home = Path.Combine(folder.FullName, "home");
        string[] places = [Path.Combine(home, "worktrees"), Path.Combine(home, "folders")];
        if (
            places.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).SelectMany(Directory.EnumerateFileSystemEntries).Any()
        )
        {
            output.WriteLine($"An agent has worked in {home}: it stays. Delete it when you need it no more.");
            return;
        }

        folder.Delete(recursive: true);
    }
}
