using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Testing;

namespace Archon.Bots.Core.Tests.Path;

/// <summary>Sessions that are lost, broken or full, on the real database.</summary>
public sealed class SessionPathTests
{
    private const string Rows = "SELECT * FROM messages ORDER BY seq";
    private const string Ids = "SELECT provider_session_id FROM agent_sessions ORDER BY seq";

    public static TheoryData<ReplyMode> Modes => [ReplyMode.Stream, ReplyMode.Batch];

    [Fact]
    public async Task The_next_message_finds_the_session_warm_and_the_next_server_resumes_it()
    {
        await using var bot = await BotHarness.StartAsync();
        await AskAsync(bot, "one");
        await AskAsync(bot, "two");

        await bot.RestartAsync();
        await AskAsync(bot, "three");

        Assert.Equal([false, true], bot.Agent.Sessions.Select(session => session.Request.Resume));
        Assert.Single(bot.Agent.Prompts.Select(prompt => prompt.SessionId).Distinct());
        Assert.Equal(["one", "two", "three"], bot.Agent.Prompts.Select(prompt => prompt.Text));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task After_an_execution_error_the_row_is_null_and_the_record_untouched(ReplyMode mode)
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = mode }, agent => agent.Says("first answer"));
        await AskAsync(bot, "first wish");
        var before = await bot.QueryAsync(Rows);

        bot.Agent.Fails(AgentFailureKind.ExecutionFailed, "error_during_execution");
        await AskAsync(bot, "second wish");

        Assert.Equal([""], await bot.QueryAsync(Ids));
        Assert.Equal(before, (await bot.QueryAsync(Rows)).Take(before.Count));
        Assert.Contains("error_during_execution", bot.Platform.Delivered[1], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task After_an_execution_error_the_next_turn_starts_fresh_from_the_record(ReplyMode mode)
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = mode }, agent => agent.Says("first answer"));
        await AskAsync(bot, "first wish");
        bot.Agent.Fails(AgentFailureKind.ExecutionFailed);
        await AskAsync(bot, "second wish");

        await AskAsync(bot, "third wish");

        Assert.False(bot.Agent.Sessions[^1].Request.Resume);
        AssertOnce(bot.Agent.Prompts[^1].Text, "first wish", "first answer", "second wish", "third wish");
        Assert.StartsWith("_The agent's earlier session broke off", bot.Platform.Delivered[2], StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_session_whose_transcript_is_gone_heals_within_the_message(ReplyMode mode)
    {
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Mode = mode }, agent => agent.Says("first answer"));
        await AskAsync(bot, "first wish");
        var before = await bot.QueryAsync(Rows);
        bot.Agent.ForgetsAll();
        await bot.RestartAsync();

        bot.Agent.Says("second answer");
        await AskAsync(bot, "second wish");

        var ids = await bot.QueryAsync(Ids);
        Assert.Equal(("", bot.Agent.Prompts[^1].SessionId), (ids[0], ids[1]));
        Assert.Equal(before, (await bot.QueryAsync(Rows)).Take(before.Count));
        AssertOnce(bot.Agent.Prompts[^1].Text, "first wish", "first answer", "second wish");
        AssertOnce(bot.Platform.Delivered[1], "earlier session was gone", "second answer");
    }

    [Fact]
    public async Task The_message_after_a_healed_one_says_nothing_of_it()
    {
        await using var bot = await BotHarness.StartAsync();
        await AskAsync(bot, "one");
        bot.Agent.ForgetsAll();
        await bot.RestartAsync();
        await AskAsync(bot, "two");

        await AskAsync(bot, "three");

        Assert.Equal("echo: three", bot.Platform.Delivered[^1]);
        Assert.Equal("three", bot.Agent.Prompts[^1].Text);
    }

    [Fact]
    public async Task A_crash_between_clear_and_run_loses_neither_the_message_nor_its_line()
    {
        await using var bot = await BotHarness.StartAsync();
        await AskAsync(bot, "one");
        bot.Agent.ForgetsAll();
        await bot.RestartAsync();
        var fresh = bot.Agent.Holds();
        await bot.Platform.SayAsync("two");
        await fresh.ReachedAsync(TestContext.Current.CancellationToken);

        await bot.RestartAsync();

        await bot.IdleAsync();
        AssertOnce(bot.Platform.Delivered[^1], "earlier session was gone");
        Assert.Equal(2, (await bot.QueryAsync(Ids)).Count);
    }

    [Fact]
    public async Task A_repeated_bad_request_ends_on_a_fresh_session_and_in_no_loop()
    {
        await using var bot = await BotHarness.StartAsync();
        await AskAsync(bot, "one");
        bot.Agent.Fails(AgentFailureKind.BadRequest).Fails(AgentFailureKind.BadRequest);
        await AskAsync(bot, "two");

        await AskAsync(bot, "three");

        Assert.Equal(["one", "two", "three"], bot.Agent.Prompts.Take(3).Select(prompt => prompt.Text));
        Assert.Equal(4, bot.Agent.Prompts.Count);
        Assert.Contains("refused twice", bot.Platform.Delivered[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_default_agent_takes_over_from_the_record()
    {
        var values = new Dictionary<string, string?> { ["Agents:Default"] = "demo" };
        await using var bot = await BotHarness.StartAsync(new HarnessSettings { Values = values });
        await AskAsync(bot, "one");

        values["Agents:Default"] = "claude";
        await bot.RestartAsync();
        await AskAsync(bot, "two");

        AssertOnce(Assert.Single(bot.Agent.Prompts).Text, "echo: one", "two");
        Assert.StartsWith("_Another agent takes over", bot.Platform.Delivered[^1], StringComparison.Ordinal);
    }

    private static async Task AskAsync(BotHarness bot, string text)
    {
        await bot.Platform.SayAsync(text);
        await bot.IdleAsync();
    }

    private static void AssertOnce(string text, params string[] parts) =>
        Assert.All(parts, part => Assert.Equal(1, Worlds.Count(text, part)));
}
