using Archon.Bots.Agents.Acp;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Bots.Agents.Tests.World;

/// <summary>An agent made with the official SDK, and a home of its own.</summary>
internal sealed class AcpWorld : IAsyncDisposable
{
    private const string Variable = "ARCHON_BOTS_TEST_ACP";

    private readonly List<IAgentSession> _sessions = [];
    private readonly AgentLauncher _launcher;

    public AcpWorld()
    {
        Directory = Scratch.Folder("work");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "",
            ["HOME"] = Scratch.Folder("home"),
        };
        var node = new Node();
        node.Join(new NodeIdentity($"test-{Guid.NewGuid():N}", "run"));
        _launcher = new AgentLauncher(
            Microsoft.Extensions.Options.Options.Create(new AgentWorkOptions()),
            new ServerEnvironment(variables),
            node
        );
        Command = ["node", Script, Scratch.Folder("sessions")];
    }

    /// <summary>Where the agent works.</summary>
    public string Directory { get; }

    public Scratch Scratch { get; } = new();

    /// <summary>What the agent is started with.</summary>
    public IReadOnlyList<string> Command { get; set; }

    private static string Script
    {
        get
        {
            var path = Environment.GetEnvironmentVariable(Variable) ?? "";
            Assert.True(
                File.Exists(path),
                $"The ACP agent of the tests is missing: {Variable} names no file. ./test installs it and sets this."
            );
            return path;
        }
    }

    public async Task<AcpSession> OpenAsync(string? id = null, bool resume = false)
    {
        var options = new AcpOptions();
        foreach (var word in Command)
        {
            options.Command.Add(word);
        }

        var provider = new AcpProvider(
            Microsoft.Extensions.Options.Options.Create(options),
            _launcher,
            TimeProvider.System,
            NullLogger<AcpProvider>.Instance
        );
        var request = new AgentSessionRequest("acp", id ?? Guid.NewGuid().ToString(), resume, Directory, Model: null);
        var session = (AcpSession)await provider.OpenAsync(request, TestContext.Current.CancellationToken);
        _sessions.Add(session);
        return session;
    }

    /// <summary>The failure with which opening ends.</summary>
    public async Task<AgentFailure> RefusedAsync(bool resume = false) =>
        (await Assert.ThrowsAsync<AgentUnavailableException>(() => OpenAsync(resume: resume))).Failure;

    public async ValueTask DisposeAsync()
    {
        foreach (var session in _sessions)
        {
            await session.DisposeAsync();
        }

        Scratch.Dispose();
    }
}
