using Archon.Bots.Emulators.Bot;

namespace Archon.Bots.Emulators.Tests.Bot;

public sealed class BotProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/x/bot", "/x/bot", "serve")]
    [InlineData("/x/bot.dll", "dotnet", "/x/bot.dll serve")]
    public void A_library_is_run_by_dotnet(string path, string program, string arguments)
    {
        var start = BotProcess.CommandLine(path);

        Assert.Equal(program, start.FileName);
        Assert.Equal(arguments, string.Join(' ', start.ArgumentList));
    }

    [Theory]
    [InlineData("DATABASE_URL", true)]
    [InlineData("TELEGRAM_ALLOWED_USER_IDS", true)]
    [InlineData("SLACK_BOT_TOKEN", true)]
    [InlineData("SLACK_APP_TOKEN", true)]
    [InlineData("DISCORD_BOT_TOKEN", true)]
    [InlineData("DISCORD_REQUIRE_MENTION", true)]
    [InlineData("Platforms__Telegram__BotToken", true)]
    [InlineData("CONNECTIONSTRINGS__ARCHON", true)]
    [InlineData("Agents__Default", true)]
    [InlineData("Agents__ClaudeCode__MaxTurns", false)]
    [InlineData("ANTHROPIC_API_KEY", false)]
    [InlineData("PATH", false)]
    public void Settings_that_lead_to_a_bot_in_earnest_are_left_out(string name, bool expected) =>
        Assert.Equal(expected, BotEnvironment.LeadsElsewhere(name));

    [Fact]
    public async Task A_killed_bot_is_dead_at_once_and_says_so()
    {
        using var script = new Script("exec sleep 600");
        await using var log = new BotLog(TextWriter.Null);
        await using var bot = BotProcess.Start(script.Path, [], log, TimeProvider.System);

        await bot.KillAsync(Token);

        Assert.NotEqual(0, await bot.Exited.WaitAsync(Token));
        Assert.False(Directory.Exists($"/proc/{bot.Id}"));
    }

    [Fact]
    public async Task A_bot_is_told_to_stop_when_its_starter_lets_go()
    {
        using var script = new Script("trap 'echo told; exit 7' TERM; echo up; while :; do sleep 0.05; done");
        var start = BotProcess.CommandLine(script.Path);
        start.RedirectStandardOutput = true;
        using var bot = System.Diagnostics.Process.Start(start)!;
        var first = await bot.StandardOutput.ReadLineAsync(Token);
        using var tether = Tether.To(bot)!;

        tether.Snap();

        await bot.WaitForExitAsync(Token);
        Assert.Equal(("up", "told", 7), (first, await bot.StandardOutput.ReadLineAsync(Token), bot.ExitCode));
    }
}
