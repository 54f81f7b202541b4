using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Emulators.Anthropic;
using Archon.Bots.Emulators.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Bots.Agents.Tests.World;

/// <summary>A real claude, an emulated model, and a home of their own.</summary>
internal sealed class ClaudeWorld : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly List<IAgentSession> _sessions = [];
    private readonly ClaudeVersion _version;

    private ClaudeWorld(ClaudeVersion version, AnthropicEmulator model)
    {
        _version = version;
        Model = model;
        Directory = _scratch.Folder("work");
        Variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = _scratch.Folder("home"),
            ["CLAUDE_CONFIG_DIR"] = _scratch.Folder("home", ".claude"),
            ["ANTHROPIC_BASE_URL"] = model.BaseAddress.ToString().TrimEnd('/'),
            ["ANTHROPIC_API_KEY"] = "sk-ant-fake",
            ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["DISABLE_TELEMETRY"] = "1",
            ["DISABLE_ERROR_REPORTING"] = "1",
            ["CLAUDE_CODE_MAX_RETRIES"] = "0",
        };
        Node.Join(new NodeIdentity($"test-{Guid.NewGuid():N}", "run"));
    }

    public AnthropicEmulator Model { get; }

    /// <summary>Where the agent works.</summary>
    public string Directory { get; }

    /// <summary>The environment of the server, as the agents are told.</summary>
    public Dictionary<string, string> Variables { get; }

    public ClaudeCodeOptions Options { get; } = new();

    public AgentWorkOptions Work { get; } = new();

    public Node Node { get; } = new();

    public Scratch Scratch => _scratch;

    public static async Task<ClaudeWorld> StartAsync(ClaudeVersion version) =>
        new(version, await AnthropicEmulator.StartAsync(new ModelEmulatorOptions(), TestContext.Current.CancellationToken));

    public ClaudeCodeProvider Provider()
    {
        if (Options.BinaryPath.Length == 0)
        {
            Options.BinaryPath = ClaudeBinary.Path(_version);
        }

        return new ClaudeCodeProvider(
            Microsoft.Extensions.Options.Options.Create(Options),
            new AgentLauncher(Microsoft.Extensions.Options.Options.Create(Work), new ServerEnvironment(Variables), Node),
            TimeProvider.System,
            NullLogger<ClaudeCodeProvider>.Instance
        );
    }

    public async Task<ClaudeSession> OpenAsync(string? id = null, bool resume = false, string? directory = null, string? files = null)
    {
        var request = new AgentSessionRequest("claude", id ?? Guid.NewGuid().ToString(), resume, directory ?? Directory, Model: null)
        {
            Files = files,
        };
        var session = await Provider().OpenAsync(request, TestContext.Current.CancellationToken);
        _sessions.Add(session);
        return (ClaudeSession)session;
    }

    /// <summary>The failure with which opening ends.</summary>
    public async Task<AgentFailure> RefusedAsync(string? id = null, bool resume = false, string? directory = null)
    {
        var refusal = await Assert.ThrowsAsync<AgentUnavailableException>(() => OpenAsync(id, resume, directory));
        return refusal.Failure;
    }

    /// <summary>A session that has run one prompt and was closed again; its id.</summary>
    public async Task<string> PastSessionAsync(string prompt = "turn one")
    {
        var session = await OpenAsync();
        await session.CompleteAsync(prompt);
        await session.DisposeAsync();
        return session.SessionId;
    }

    public string TranscriptOf(string sessionId) =>
        System.IO.Directory.EnumerateFiles(Variables["CLAUDE_CONFIG_DIR"], sessionId + ".jsonl", SearchOption.AllDirectories).Single();

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync();
        }

        await Model.DisposeAsync();
        _scratch.Dispose();
    }
}
