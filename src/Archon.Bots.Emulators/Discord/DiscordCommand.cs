using System.CommandLine;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Discord;

/// <summary>The sub-command <c>discord</c>.</summary>
internal static class DiscordCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 takes any free one." };
        var log = new Option<string?>("--log") { Description = "File that gets one JSON line per call." };
        var heartbeat = new Option<int>("--heartbeat-ms")
        {
            Description = "How often the bot is to send a heartbeat, in milliseconds.",
            DefaultValueFactory = _ => 41_250,
        };
        var life = new Option<int>("--session-life-ms")
        {
            Description = "How long a session without a connection can be resumed, in milliseconds.",
            DefaultValueFactory = _ => 180_000,
        };
        var command = new Command("discord", "Discord: the API and the gateway.") { port, log, heartbeat, life };
        command.SetAction(
            async (parsed, stopToken) =>
            {
                var options = new DiscordEmulatorOptions
                {
                    Port = parsed.GetValue(port),
                    LogPath = parsed.GetValue(log),
                    HeartbeatInterval = TimeSpan.FromMilliseconds(parsed.GetValue(heartbeat)),
                    SessionLife = TimeSpan.FromMilliseconds(parsed.GetValue(life)),
                };
                await using var emulator = await DiscordEmulator.StartAsync(options, stopToken);
                return await ReadyLine.HoldAsync(emulator.BaseAddress, parsed.InvocationConfiguration.Output, stopToken);
            }
        );
        return command;
    }
}
