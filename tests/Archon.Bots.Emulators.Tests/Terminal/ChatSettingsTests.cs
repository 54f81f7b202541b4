using Archon.Bots.Emulators.Terminal;

namespace Archon.Bots.Emulators.Tests.Terminal;

public sealed class ChatSettingsTests
{
    private static readonly Uri Telegram = new("http://127.0.0.1:4711/");

    [Fact]
    public void The_bot_is_pointed_at_the_emulator_and_at_a_home_of_its_own()
    {
        var settings = Settings("demo");

        var environment = settings.Environment(Telegram, _ => null);

        Assert.Equal("http://127.0.0.1:4711", environment["Platforms__Telegram__BaseUrl"]);
        Assert.Equal("Open", environment["Access__Mode"]);
        Assert.Equal("demo", environment["DEFAULT_AI_ASSISTANT"]);
        Assert.Equal(Path.Combine("folder", "home"), environment["ARCHON_HOME"]);
        Assert.Equal("0", environment["PORT"]);
        Assert.Matches("^[0-9]{10}:[A-Za-z0-9_-]{35}$", environment["TELEGRAM_BOT_TOKEN"]);
    }

    [Fact]
    public void A_home_that_the_user_chose_is_left_to_the_bot()
    {
        var environment = Settings("demo").Environment(Telegram, name => name == "ARCHON_HOME" ? "mine" : null);

        Assert.DoesNotContain("ARCHON_HOME", environment.Keys);
    }

    [Fact]
    public void With_claude_the_greeting_names_the_program_and_the_cost()
    {
        var greeting = string.Join('\n', Settings("claude").Greeting(name => name == "CLAUDE_BIN_PATH" ? "/opt/claude" : null));

        Assert.Contains("the program /opt/claude, and each may cost money", greeting);
        Assert.Contains(Path.Combine("folder", "bot.log"), greeting);
    }

    private static ChatSettings Settings(string agent) => new("/x/bot", agent, "folder", TimeSpan.FromSeconds(10));
}
