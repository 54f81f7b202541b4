using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Agents.Processes;
using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeProbeTests
{
    [Theory]
    [InlineData(ClaudeVersion.New, "2.1.330 (Claude Code)")]
    [InlineData(ClaudeVersion.Old, "2.1.197 (Claude Code)")]
    public async Task The_tests_run_against_the_pinned_versions(ClaudeVersion version, string expected)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var answer = await CliWrap.Buffered.BufferedCommandExtensions.ExecuteBufferedAsync(
            CliWrap.Cli.Wrap(ClaudeBinary.Path(version)).WithArguments("--version").WithOnly(world.Variables),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(expected, answer.StandardOutput.Trim());
    }

    [Fact]
    public async Task A_claude_is_up()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);

        Assert.Equal(new HealthPart("claude", IsUp: true, ""), await LookAsync(world));
    }

    [Fact]
    public async Task A_program_that_is_something_else_is_down_and_quoted()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Options.BinaryPath = world.Scratch.Script("claude", "echo 'gimp 2.10'; echo more");

        var part = await LookAsync(world);

        Assert.Equal($"{world.Options.BinaryPath} is not claude: it answered \"gimp 2.10\" (exit code 0)", part.Reason);
    }

    [Fact]
    public async Task A_program_that_is_not_installed_is_down_with_the_way_out()
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        world.Variables["PATH"] = world.Scratch.Folder("empty");
        var provider = world.Provider();
        world.Options.BinaryPath = "";

        var part = await LookAsync(world, provider);

        Assert.Equal("claude was not found on PATH; install Claude Code, or set Agents:ClaudeCode:BinaryPath", part.Reason);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("/nowhere/claude", false)]
    [InlineData("/dev/null", false)]
    public void A_named_program_has_to_be_there_at_the_start(string path, bool isValid)
    {
        var result = new BinaryPathCheck().Validate(Options.DefaultName, new ClaudeCodeOptions { BinaryPath = path });

        Assert.Equal(isValid, result.Succeeded);
        Assert.Equal(
            isValid,
            result.FailureMessage?.Contains("Agents:ClaudeCode:BinaryPath (CLAUDE_BIN_PATH)", StringComparison.Ordinal) is not true
        );
    }

    private static async Task<HealthPart> LookAsync(ClaudeWorld world, ClaudeCodeProvider? provider = null)
    {
        var health = new HealthParts();
        using var probe = new ClaudeProbe(
            provider ?? world.Provider(),
            Options.Create(new AgentOptions()),
            Options.Create(world.Work),
            new ServerEnvironment(world.Variables),
            health,
            TimeProvider.System,
            NullLogger<ClaudeProbe>.Instance
        );
        var isUp = await probe.LookAsync(TestContext.Current.CancellationToken);
        var part = Assert.Single(health.All);
        Assert.Equal(isUp, part.IsUp);
        return part;
    }
}
