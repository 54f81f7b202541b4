using System.CommandLine;
using System.Globalization;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Slack;

/// <summary>The sub-command <c>slack</c>.</summary>
internal static class SlackCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 takes any free one." };
        var log = new Option<string?>("--log") { Description = "File that gets one JSON line per Web API call." };
        var botToken = new Option<string?>("--bot-token") { Description = "Accept only this bot token." };
        var appToken = new Option<string?>("--app-token") { Description = "Accept only this app token." };
        var retry = new Option<int>("--retry-ms")
        {
            Description = "How long an envelope may go without acknowledgement, in milliseconds.",
            DefaultValueFactory = _ => 3_000,
        };
        var schedule = new Option<string>("--retry-schedule")
        {
            Description = "Waits before the retries, in units of --retry-ms.",
            DefaultValueFactory = _ => "0,20,100",
        };
        var ping = new Option<int>("--ping-ms") { Description = "How often it pings, in milliseconds.", DefaultValueFactory = _ => 10_000 };
        var life = new Option<int>("--conn-lifetime")
        {
            Description = "What hello promises, in seconds.",
            DefaultValueFactory = _ => 18_060,
        };
        var streamLife = new Option<int>("--stream-life-ms")
        {
            Description = "How long a stream may stay open, in milliseconds.",
            DefaultValueFactory = _ => 300_000,
        };
        var noEcho = new Option<bool>("--no-echo-bot") { Description = "The bot's own messages do not come back to it." };

        var command = new Command("slack", "Slack: the Web API and Socket Mode.")
        {
            port,
            log,
            botToken,
            appToken,
            retry,
            schedule,
            ping,
            life,
            streamLife,
            noEcho,
        };
        command.SetAction(
            async (parsed, stopToken) =>
            {
                var options = new SlackEmulatorOptions
                {
                    Port = parsed.GetValue(port),
                    LogPath = parsed.GetValue(log),
                    BotToken = parsed.GetValue(botToken),
                    AppToken = parsed.GetValue(appToken),
                    AckWindow = TimeSpan.FromMilliseconds(parsed.GetValue(retry)),
                    RetrySchedule =
                    [
                        .. parsed.GetRequiredValue(schedule).Split(',').Select(wait => int.Parse(wait, CultureInfo.InvariantCulture)),
                    ],
                    PingInterval = TimeSpan.FromMilliseconds(parsed.GetValue(ping)),
                    ConnectionLifetime = parsed.GetValue(life),
                    StreamLife = TimeSpan.FromMilliseconds(parsed.GetValue(streamLife)),
                    EchoesBot = !parsed.GetValue(noEcho),
                };
                await using var emulator = await SlackEmulator.StartAsync(options, stopToken);
                return await ReadyLine.HoldAsync(emulator.BaseAddress, parsed.InvocationConfiguration.Output, stopToken);
            }
        );
        return command;
    }
}
