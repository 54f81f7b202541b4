using Archon.Bots.Agents.Processes;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Agents.Tests.Processes;

public sealed class AgentEnvironmentTests
{
    [Theory]
    [InlineData("HOME")]
    [InlineData("PATH")]
    [InlineData("LANG")]
    [InlineData("LC_ALL")]
    [InlineData("TZ")]
    [InlineData("TMPDIR")]
    [InlineData("SHELL")]
    [InlineData("USER")]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("HTTPS_PROXY")]
    [InlineData("no_proxy")]
    [InlineData("ANTHROPIC_API_KEY")]
    [InlineData("CLAUDE_CONFIG_DIR")]
    [InlineData("CLAUDE_CODE_OAUTH_TOKEN")]
    [InlineData("CLAUDE_CODE_USE_BEDROCK")]
    [InlineData("CLAUDE_CODE_MAX_RETRIES")]
    [InlineData("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC")]
    [InlineData("DISABLE_TELEMETRY")]
    [InlineData("IS_SANDBOX")]
    [InlineData("OPENAI_API_KEY")]
    [InlineData("CODEX_HOME")]
    public void An_agent_sees_what_it_needs(string name) => Assert.Equal("x", Of(new() { [name] = "x" }, []).GetValueOrDefault(name));

    [Theory]
    [InlineData("TELEGRAM_BOT_TOKEN")]
    [InlineData("Platforms__Telegram__BotToken")]
    [InlineData("ConnectionStrings__Default")]
    [InlineData("DATABASE_URL")]
    [InlineData("Database__Url")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("GOOGLE_APPLICATION_CREDENTIALS")]
    [InlineData("CLAUDE_CODE_SECRET")]
    [InlineData("GH_TOKEN")]
    [InlineData("HOMEX")]
    [InlineData("ARCHON_HOME")]
    [InlineData("CLAUDE_BIN_PATH")]
    public void An_agent_sees_nothing_else(string name) => Assert.DoesNotContain(name, Of(new() { [name] = "x" }, []).Keys);

    [Theory]
    [InlineData("CLAUDE_CODE_USE_BEDROCK", "AWS_PROFILE", "GOOGLE_CLOUD_PROJECT")]
    [InlineData("CLAUDE_CODE_USE_VERTEX", "GOOGLE_CLOUD_PROJECT", "AWS_PROFILE")]
    public void A_cloud_s_credentials_come_with_its_switch(string on, string seen, string unseen)
    {
        var environment = Of(
            new()
            {
                [on] = "1",
                [seen] = "x",
                [unseen] = "x",
            },
            []
        );

        Assert.Contains(seen, environment.Keys);
        Assert.DoesNotContain(unseen, environment.Keys);
        Assert.DoesNotContain(seen, Of(new() { [on] = "0", [seen] = "x" }, []).Keys);
    }

    [Fact]
    public void The_owner_adds_names_but_never_the_server_s_secrets()
    {
        var server = new Dictionary<string, string> { ["GH_TOKEN"] = "mine", ["TELEGRAM_BOT_TOKEN"] = "the bot's" };

        Assert.Equal(["GH_TOKEN"], Of(server, ["GH_TOKEN", "TELEGRAM_BOT_TOKEN", "UNSET"]).Keys);
    }

    [Fact]
    public void A_setting_that_passes_a_secret_on_stops_the_start()
    {
        var options = new AgentWorkOptions { Environment = { "GH_TOKEN", "Platforms__Telegram__BotToken" } };

        var result = new PassedVariablesCheck().Validate(Options.DefaultName, options);

        Assert.True(result.Failed);
        Assert.Contains("Agents:Environment", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Platforms__Telegram__BotToken", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_agent_carries_the_marks_by_which_it_is_ended()
    {
        var server = new Dictionary<string, string> { ["ARCHON_BOTS_RUN"] = "of another server" };

        var environment = AgentEnvironment.OfAgent(server, [], "db.run", "agent");

        Assert.Equal(("db.run", "agent"), (environment["ARCHON_BOTS_RUN"], environment["ARCHON_BOTS_AGENT"]));
    }

    [Theory]
    [InlineData(null, "3")]
    [InlineData("0", "0")]
    public void Retries_are_few_unless_the_owner_says_otherwise(string? set, string expected)
    {
        Dictionary<string, string> server = set is null ? [] : new() { ["CLAUDE_CODE_MAX_RETRIES"] = set };

        Assert.Equal(expected, AgentEnvironment.OfAgent(server, [], "db.run", "agent")["CLAUDE_CODE_MAX_RETRIES"]);
    }

    private static Dictionary<string, string> Of(Dictionary<string, string> server, IEnumerable<string> added) =>
        AgentEnvironment.Of(server, added);
}
