using System.Diagnostics;
using Archon.Bots.Agents.Guard;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Nodes;
using Archon.Bots.Core.Turns;
using Archon.Bots.Emulators.Anthropic;
using Archon.Bots.Emulators.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Bots.Agents.Tests.Guard;

public sealed class GuardTests : IDisposable
{
    private readonly string _database = $"test-{Guid.NewGuid():N}";
    private readonly List<Process> _started = [];
    private readonly Scratch _scratch = new();

    private static SelfCommand Self => new(Path.Combine(AppContext.BaseDirectory, "Archon.Bots.Agents.TestServer"), []);

    private static ServerEnvironment Environment => ServerEnvironment.OfThisProcess();

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_killed_server_takes_its_agent_and_the_agent_s_tool_with_it(ClaudeVersion version)
    {
        await using var model = await AnthropicEmulator.StartAsync(new ModelEmulatorOptions(), TestContext.Current.CancellationToken);
        var (first, second) = (_scratch.At("work", "m1"), _scratch.At("work", "m2"));
        model.Script(
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "touch started; sleep 4; date >> m1" })] },
            new ScriptedReply { Tools = [ScriptedTool.Of("Bash", new { command = "date >> m2" })] }
        );
        var server = StartServer(version, model);
        await Eventually.SoAsync(() => File.Exists(_scratch.At("work", "started")), "the tool has begun");
        var marked = Bearers("run");

        server.Kill();

        // A process that is dying has lost its environment, and with it its mark, a moment before it is gone.
        await Eventually.SoAsync(() => Bearers("run").Count == 0 && !marked.Any(ProcFs.IsAlive), "everything marked has gone");
        Assert.True(marked.Count >= 2);
        Assert.False(File.Exists(first) || File.Exists(second));
        Assert.DoesNotContain(model.Requests, request => request.HasToolResult);
    }

    [Fact]
    public async Task The_guard_kills_exactly_what_carries_the_whole_mark()
    {
        var ours = StartMarked("run");
        var another = StartMarked("run2");
        await using var guard = GuardProcess.Start(Self, Environment, $"{_database}.run");

        guard.Release();
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(ProcFs.IsAlive(ours));
        Assert.True(ProcFs.IsAlive(another));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    [InlineData("QUIT")]
    public async Task The_guard_does_not_heed_what_ends_a_server(string signal)
    {
        await using var guard = GuardProcess.Start(Self, Environment, $"{_database}.run");
        await guard.Watching.WaitAsync(SessionExtensions.Patience, TestContext.Current.CancellationToken);

        await Process.Start("kill", [$"-{signal}", $"{guard.Pid}"]).WaitForExitAsync(TestContext.Current.CancellationToken);

        var marked = StartMarked("run");
        Assert.False(guard.HasExited);
        guard.Release();
        await guard.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.False(ProcFs.IsAlive(marked));
    }

    [Fact]
    public async Task A_start_ends_what_another_run_on_the_same_database_left()
    {
        var before = StartMarked("before");
        var stranger = StartMarked("before", "another-database");
        await using var start = Start("now");

        await start.StartAsync(TestContext.Current.CancellationToken);

        Assert.False(ProcFs.IsAlive(before));
        Assert.True(ProcFs.IsAlive(stranger));
    }

    [Fact]
    public async Task A_guard_that_dies_is_followed_by_another()
    {
        await using var start = Start("run");
        await start.StartAsync(TestContext.Current.CancellationToken);
        var first = start.GuardPid;

        Process.GetProcessById(first!.Value).Kill();

        await Eventually.SoAsync(() => start.GuardPid is { } pid && pid != first, "a new guard");
        Assert.NotNull(ProcFs.Find(start.GuardPid!.Value));
    }

    [Fact]
    public async Task A_server_that_stops_in_peace_leaves_neither_agents_nor_guard()
    {
        await using var start = Start("run");
        await start.StartAsync(TestContext.Current.CancellationToken);
        var guard = ProcFs.Find(start.GuardPid!.Value)!;
        var marked = StartMarked("run");

        await start.StopAsync(TestContext.Current.CancellationToken);

        Assert.False(ProcFs.IsAlive(marked));
        Assert.False(ProcFs.IsAlive(guard));
    }

    [Fact]
    public async Task No_agent_holds_the_guard_s_pipe_open()
    {
        await using var guard = GuardProcess.Start(Self, Environment, $"{_database}.run");
        var pipe = new FileInfo($"/proc/{guard.Pid}/fd/0").LinkTarget;

        var agent = StartMarked("run");

        Assert.NotNull(pipe);
        var held = new DirectoryInfo($"/proc/{agent.Pid}/fd").EnumerateFiles().Select(file => file.LinkTarget);
        Assert.DoesNotContain(pipe, held);
    }

    [Fact]
    public async Task The_guard_itself_carries_neither_mark_nor_secret()
    {
        var server = new ServerEnvironment(
            new Dictionary<string, string>(Environment.Variables) { ["ARCHON_BOTS_RUN"] = "x", ["TELEGRAM_BOT_TOKEN"] = "canary" }
        );

        await using var guard = GuardProcess.Start(Self, server, $"{_database}.run");

        var environ = System.Text.Encoding.UTF8.GetString(ProcFs.Environ(guard.Pid)!);
        Assert.DoesNotContain("ARCHON_BOTS_RUN", environ, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", environ, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.Dispose();
        }

        _scratch.Dispose();
    }

    private GuardStart Start(string run)
    {
        var node = new Node();
        node.Join(new NodeIdentity(_database, run));
        return new GuardStart(node, Self, Environment, TimeProvider.System, NullLogger<GuardStart>.Instance);
    }

    private IReadOnlyList<AgentProcess> Bearers(string run) => ProcessMark.OfRun($"{_database}.{run}").Bearers();

    private AgentProcess StartMarked(string run, string? database = null)
    {
        var start = new ProcessStartInfo("tail", ["-f", "/dev/null"]) { RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["ARCHON_BOTS_RUN"] = $"{database ?? _database}.{run}";
        var process = Process.Start(start)!;
        _started.Add(process);
        return ProcFs.Find(process.Id)!;
    }

    private Process StartServer(ClaudeVersion version, AnthropicEmulator model)
    {
        var start = new ProcessStartInfo(
            Self.FileName,
            ["serve", _database, "run", ClaudeBinary.Path(version), _scratch.Folder("work"), "work"]
        );
        start.Environment["HOME"] = _scratch.Folder("home");
        start.Environment["CLAUDE_CONFIG_DIR"] = _scratch.Folder("home", ".claude");
        start.Environment["ANTHROPIC_BASE_URL"] = model.BaseAddress.ToString().TrimEnd('/');
        start.Environment["ANTHROPIC_API_KEY"] = "sk-ant-fake";
        foreach (
            var off in (string[])
                ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "DISABLE_AUTOUPDATER", "DISABLE_TELEMETRY", "DISABLE_ERROR_REPORTING"]
        )
        {
            start.Environment[off] = "1";
        }

        var server = Process.Start(start)!;
        _started.Add(server);
        return server;
    }
}
