using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>The Anthropic Messages API. Its address is the value for <c>ANTHROPIC_BASE_URL</c>.</summary>
public sealed class AnthropicEmulator : ModelEmulator
{
    private AnthropicEmulator(ModelEmulatorOptions options)
        : base(options) { }

    /// <summary>Listens when it returns.</summary>
    public static async Task<AnthropicEmulator> StartAsync(ModelEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var emulator = new AnthropicEmulator(options);
        await emulator.ListenAsync(
            new MessagesApi(emulator.Replies, emulator.Journal, options.Time, emulator.StopToken).Map,
            cancellationToken
        );
        return emulator;
    }
}
