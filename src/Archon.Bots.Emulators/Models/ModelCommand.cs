using System.CommandLine;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary><c>anthropic --port N --log FILE</c>: the emulator as a program, until it is told to stop.</summary>
internal static class AnthropicCommand
{
    internal static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Loopback port; 0 takes a free one." };
        var log = new Option<FileInfo?>("--log") { Description = "File that gets a JSON line for each request." };
        var command = new Command("anthropic", "Emulates the Anthropic Messages API.") { port, log };
        command.SetAction(
            (arguments, cancellationToken) =>
                RunAsync(
                    new AnthropicEmulatorOptions { Port = arguments.GetValue(port), LogPath = arguments.GetValue(log)?.FullName },
                    arguments.InvocationConfiguration.Output,
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(AnthropicEmulatorOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using var emulator = await AnthropicEmulator.StartAsync(options, cancellationToken);
        return await ReadyLine.HoldAsync(emulator.BaseAddress, output, cancellationToken);
    }
}
