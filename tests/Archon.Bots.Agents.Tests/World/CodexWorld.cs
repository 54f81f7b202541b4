using Archon.Bots.Agents.Codex;
using Archon.Bots.Agents.Codex.Server;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Emulators.Models;
using Archon.Bots.Emulators.OpenAi;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Bots.Agents.Tests.World;

/// <summary>A real codex, an emulated model, and a home of their own.</summary>
internal sealed class CodexWorld : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly List<IAgentSession> _sessions = [];
    private readonly ServerEnvironment _environment;

    private CodexWorld(OpenAiEmulator model)
    {
        Model = model;
        Directory = _scratch.Folder("work");
        Home = _scratch.Folder("codex");
        File.WriteAllText(Path.Combine(Home, "config.toml"), Config(model));
        _environment = new ServerEnvironment(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
                ["HOME"] = _scratch.Folder("home"),
                ["OPENAI_FAKE_KEY"] = "sk-fake",
            }
        );
        Node.Join(new NodeIdentity($"test-{Guid.NewGuid():N}", "run"));
        Options = new CodexOptions { Home = Home };
    }

    public OpenAiEmulator Model { get; }

    /// <summary>Where the agent works.</summary>
    public string Directory { get; }

    public string Home { get; }

    public CodexOptions Options { get; }

    public Node Node { get; } = new();

    public Scratch Scratch => _scratch;

    public CodexServers Servers { get; private set; } = null!;

    public static async Task<CodexWorld> StartAsync()
    {
        var world = new CodexWorld(await OpenAiEmulator.StartAsync(new ModelEmulatorOptions(), TestContext.Current.CancellationToken));
        world.Options.BinaryPath = CodexBinary.Path;
        world.Restart();
        return world;
    }

    public async Task<CodexSession> OpenAsync(string? id = null, bool resume = false, string? directory = null)
    {
        var request = new AgentSessionRequest("codex", id ?? Guid.NewGuid().ToString(), resume, directory ?? Directory, Model: null);
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        var provider = new CodexProvider(Servers, options, TimeProvider.System, NullLogger<CodexProvider>.Instance);
        var session = (CodexSession)await provider.OpenAsync(request, TestContext.Current.CancellationToken);
        _sessions.Add(session);
        return session;
    }

    /// <summary>The failure with which opening ends.</summary>
    public async Task<AgentFailure> RefusedAsync(string id, bool resume) =>
        (await Assert.ThrowsAsync<AgentUnavailableException>(() => OpenAsync(id, resume))).Failure;

    /// <summary>The app-server ends, and another will be started.</summary>
    public async Task EndServerAsync()
    {
        await Servers.DisposeAsync();
        Restart();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync();
        }

        await Servers.DisposeAsync();
        await Model.DisposeAsync();
        _scratch.Dispose();
    }

    private void Restart() =>
        Servers = new CodexServers(
            Microsoft.Extensions.Options.Options.Create(Options),
            new AgentLauncher(Microsoft.Extensions.Options.Options.Create(new AgentWorkOptions()), _environment, Node),
            TimeProvider.System,
            NullLogger<CodexServers>.Instance
        );

    private static string Config(OpenAiEmulator model) =>
        $"""
            model = "gpt-5.5"
            model_provider = "emulated"
            check_for_update_on_startup = false
            [model_providers.emulated]
            name = "emulated"
            base_url = "{new Uri(model.BaseAddress, "v1")}"
            env_key = "OPENAI_FAKE_KEY"
            wire_api = "responses"
            supports_websockets = false
            request_max_retries = 1
            stream_max_retries = 1
            [analytics]
            enabled = false
            """;
}
