using System.CommandLine;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Telegram;

/// <summary>The sub-command <c>telegram</c>.</summary>
internal static class TelegramCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port on loopback; 0 takes any free one." };
        var log = new Option<string?>("--log") { Description = "File that gets one JSON line per Bot API call." };
        var token = new Option<string?>("--token") { Description = "Accept only this token." };
        var username = new Option<string>("--username") { Description = "The bot's name.", DefaultValueFactory = _ => "rig_bot" };
        var privacy = new Option<string>("--privacy")
        {
            Description = "on or off: privacy mode in groups.",
            DefaultValueFactory = _ => "on",
        };
        var privateTopics = new Option<bool>("--private-topics") { Description = "Private chats may have topics." };
        var callbackTtl = new Option<int>("--callback-ttl-ms")
        {
            Description = "How long a press may be answered, in milliseconds.",
            DefaultValueFactory = _ => 30_000,
        };

        var command = new Command("telegram", "The Telegram Bot API.") { port, log, token, username, privacy, privateTopics, callbackTtl };
        command.SetAction(
            async (parsed, stopToken) =>
            {
                var options = new TelegramEmulatorOptions
                {
                    Port = parsed.GetValue(port),
                    LogPath = parsed.GetValue(log),
                    Token = parsed.GetValue(token),
                    Username = parsed.GetRequiredValue(username),
                    Privacy = parsed.GetRequiredValue(privacy) != "off",
                    PrivateTopics = parsed.GetValue(privateTopics),
                    CallbackLifetime = TimeSpan.FromMilliseconds(parsed.GetValue(callbackTtl)),
                };
                await using var emulator = await TelegramEmulator.StartAsync(options, stopToken);
                return await ReadyLine.HoldAsync(emulator.BaseAddress, stopToken);
            }
        );
        return command;
    }
}
