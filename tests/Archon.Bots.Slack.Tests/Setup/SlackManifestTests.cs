using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Setup;

namespace Archon.Bots.Slack.Tests.Setup;

public sealed class SlackManifestTests
{
    private static readonly string[] Kinds = ["channels", "groups", "im", "mpim"];

    /// <summary>The scopes that each method, event and feature which the bot uses wants. Source: Slack, reference of methods and of events.</summary>
    private static readonly Dictionary<string, string[]> Wanted = new()
    {
        ["auth.test"] = [],
        ["users.info"] = ["users:read"],
        ["users.conversations"] = Of("read"),
        ["conversations.info"] = Of("read"),
        ["conversations.history"] = Of("history"),
        ["conversations.replies"] = Of("history"),
        ["chat.postMessage"] = ["chat:write"],
        ["chat.update"] = ["chat:write"],
        ["chat.delete"] = ["chat:write"],
        ["chat.startStream"] = ["chat:write"],
        ["chat.appendStream"] = ["chat:write"],
        ["chat.stopStream"] = ["chat:write"],
        ["assistant.threads.setStatus"] = ["chat:write"],
        ["reactions.add"] = ["reactions:write"],
        ["reactions.remove"] = ["reactions:write"],
        ["files.info"] = ["files:read"],
        ["files.getUploadURLExternal"] = ["files:write"],
        ["files.completeUploadExternal"] = ["files:write"],
        ["slash_commands"] = ["commands"],
        ["app_mention"] = ["app_mentions:read"],
        ["message.channels"] = ["channels:history"],
        ["message.groups"] = ["groups:history"],
        ["message.im"] = ["im:history"],
        ["message.mpim"] = ["mpim:history"],
        ["member_joined_channel"] = ["channels:read", "groups:read"],
        ["app_uninstalled"] = [],
        ["tokens_revoked"] = [],
    };

    [Fact]
    public void Every_scope_is_needed_and_none_is_missing()
    {
        var needed = Wanted.Values.SelectMany(scopes => scopes).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(needed, Items("bot:"));
    }

    [Fact]
    public void Every_event_is_one_that_the_bot_knows()
    {
        var events = Items("bot_events:");

        Assert.Equal(8, events.Count);
        Assert.All(events, name => Assert.Contains(name, Wanted.Keys));
        Assert.All(
            events,
            name =>
                Assert.IsNotType<SlackEvent.Unknown>(
                    SlackEvent.Of(System.Text.Json.JsonDocument.Parse($$"""{"type":"{{name.Split('.')[0]}}","channel":"C1"}""").RootElement)
                )
        );
    }

    [Fact]
    public void Both_commands_come_with_mentions_by_id()
    {
        var lines = Lines();

        foreach (var command in new[] { SlackCommands.Talk, SlackCommands.Workflow })
        {
            var at = lines.IndexOf($"    - command: {command}");
            Assert.Equal("      should_escape: true", lines[at + 3]);
        }

        Assert.Equal(2, lines.Count(line => line.Contains("- command:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("  socket_mode_enabled: true")]
    [InlineData("    messages_tab_enabled: true")]
    [InlineData("    messages_tab_read_only_enabled: false")]
    [InlineData("    is_enabled: true")]
    public void What_the_bot_lives_on_is_switched_on(string line)
    {
        Assert.Contains(line, Lines());
    }

    [Fact]
    public void Texts_keep_to_what_Slack_takes()
    {
        string Value(string key) =>
            Lines().First(line => line.Trim().StartsWith(key, StringComparison.Ordinal)).Trim()[key.Length..].Trim();

        Assert.InRange(Value("name:").Length, 1, 35);
        Assert.InRange(Value("description:").Length, 1, 140);
        Assert.DoesNotContain(Lines(), line => line.Contains('\t', StringComparison.Ordinal));
    }

    private static List<string> Items(string key) =>
        [
            .. Lines()
                .SkipWhile(line => line.Trim() != key)
                .Skip(1)
                .TakeWhile(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal))
                .Select(line => line.Trim()[2..]),
        ];

    private static List<string> Lines() => [.. SlackManifest.Text.ReplaceLineEndings("\n").Split('\n')];

    private static string[] Of(string right) => [.. Kinds.Select(kind => $"{kind}:{right}")];
}
