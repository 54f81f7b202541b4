using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.OpenAi;

/// <summary>The OpenAI Responses API. Its address with <c>/v1</c> is the value for the <c>base_url</c> of a provider of Codex.</summary>
public sealed class OpenAiEmulator : ModelEmulator
{
    private OpenAiEmulator(ModelEmulatorOptions options)
        : base(options) { }

    /// <summary>Listens when it returns.</summary>
    public static async Task<OpenAiEmulator> StartAsync(ModelEmulatorOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        var emulator = new OpenAiEmulator(options);
        await emulator.ListenAsync(
            new ResponsesApi(emulator.Replies, emulator.Journal, options.Time, emulator.StopToken).Map,
            cancellationToken
        );
        return emulator;
    }
}
