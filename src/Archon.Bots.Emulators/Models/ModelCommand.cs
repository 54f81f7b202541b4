using System.CommandLine;
using Archon.Bots.Emulators.Hosting;

namespace Archon.Bots.Emulators.Models;

/// <summary><c>NAME --port N --log FILE</c>: the emulator of a model's API as a program, until it is told to stop.</summary>
internal static class ModelCommand
{
    internal static Command Create<T>(string name, string description, Func<ModelEmulatorOptions, CancellationToken, Task<T>> startAsync)
        where T : ModelEmulator
    {
        var port = new Option<int>("--port") { Description = "Loopback port; 0 takes a free one." };
        var log = new Option<FileInfo?>("--log") { Description = "File that gets a JSON line for each request." };
        var command = new Command(name, description) { port, log };
        command.SetAction(
            async (arguments, cancellationToken) =>
            {
                var options = new ModelEmulatorOptions { Port = arguments.GetValue(port), LogPath = arguments.GetValue(log)?.FullName };
                await using var emulator = await startAsync(options, cancellationToken);
                return await ReadyLine.HoldAsync(emulator.BaseAddress, arguments.InvocationConfiguration.Output, cancellationToken);
            }
        );
        return command;
    }
}
