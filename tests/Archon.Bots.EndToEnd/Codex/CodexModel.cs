using Archon.Bots.Emulators.Models;
using Archon.Bots.Emulators.OpenAi;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Codex;

/// <summary>The model behind the real codex, and the settings that make it the world's agent.</summary>
internal static class CodexModel
{
    public static async Task<OpenAiEmulator> StartAsync(BotWorld world, CancellationToken cancellationToken)
    {
        var model = await OpenAiEmulator.StartAsync(new ModelEmulatorOptions(), cancellationToken);
        Directory.CreateDirectory(HomeOf(world));
        await File.WriteAllTextAsync(
            Path.Combine(HomeOf(world), "config.toml"),
            $"""
            model = "gpt-5.5"
            model_provider = "emulated"
            check_for_update_on_startup = false
            [model_providers.emulated]
            name = "emulated"
            base_url = "{new Uri(model.BaseAddress, "v1")}"
            env_key = "OPENAI_API_KEY"
            wire_api = "responses"
            supports_websockets = false
            request_max_retries = 1
            stream_max_retries = 1
            [analytics]
            enabled = false
            """,
            cancellationToken
        );
        world.Environment["DEFAULT_AI_ASSISTANT"] = "codex";
        world.Environment["CODEX_BIN_PATH"] = Binaries.Codex;
        world.Environment["CODEX_HOME"] = HomeOf(world);
        world.Environment["OPENAI_API_KEY"] = "sk-synthetic";
        return model;
    }

    public static string HomeOf(BotWorld world) => world.InHome("codex");
}
