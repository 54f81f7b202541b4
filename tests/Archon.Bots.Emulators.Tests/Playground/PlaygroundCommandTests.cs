using Archon.Bots.Emulators.Playground;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class PlaygroundCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archon-bots-playground-");

    public void Dispose()
    {
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void At_the_end_the_data_go()
    {
        _folder.CreateSubdirectory("home/folders/telegram-7-1001");
        File.WriteAllText(Path.Combine(_folder.FullName, "bot.log"), "x");

        PlaygroundCommand.Clear(_folder, TextWriter.Null);

        Assert.False(Directory.Exists(_folder.FullName));
    }

    [Fact]
    public void What_an_agent_has_made_stays_and_is_named()
    {
        var work = _folder.CreateSubdirectory("home/folders/telegram-7-1001");
        File.WriteAllText(Path.Combine(work.FullName, "made-by-claude.txt"), "x");
        var output = new StringWriter();

        PlaygroundCommand.Clear(_folder, output);

        Assert.True(Directory.Exists(work.FullName));
        Assert.Contains(_folder.FullName, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bot_gets_a_home_of_its_own_whatever_ours_is()
    {
        var settings = new PlaygroundSettings("/x/bot", "demo", 0, "folder", name => name == "ARCHON_HOME" ? "mine" : null);

        var environment = settings.Environment(
            new Uri("http://127.0.0.1:4711/"),
            new Uri("http://127.0.0.1:4712/"),
            (new Uri("http://127.0.0.1:4713/"), "token"),
            "claude"
        );

        Assert.Equal(Path.Combine("folder", "home"), environment["ARCHON_HOME"]);
        Assert.Equal(("http://127.0.0.1:4713/", "token"), (environment["Platforms__Discord__BaseUrl"], environment["DISCORD_BOT_TOKEN"]));
        Assert.Equal("http://127.0.0.1:4712/api/", environment["Platforms__Slack__BaseUrl"]);
        Assert.Equal(("claude", "0", "true"), (environment["DEFAULT_AI_ASSISTANT"], environment["PORT"], environment["Server__Stories"]));
    }
}
