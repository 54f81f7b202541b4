using Archon.Bots.Agents.Tests.World;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeResumeTests
{
    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task A_known_session_goes_on_under_its_id(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var id = await world.PastSessionAsync("turn one");

        var session = await world.OpenAsync(id, resume: true);
        var events = await session.RunAsync("turn two");

        Assert.True(session.Resumed);
        Assert.Equal(id, Assert.IsType<AgentEvent.Completed>(events[^1]).SessionId);
        Assert.Equal(["turn one", "turn two"], world.Model.Requests.Last(request => request.IsMain).UserTexts);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task An_id_that_was_to_be_new_but_is_known_is_resumed(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var id = await world.PastSessionAsync("turn one");

        var session = await world.OpenAsync(id, resume: false);
        await session.CompleteAsync("turn two");

        Assert.Equal((id, true), (session.SessionId, session.Resumed));
        Assert.Equal(["turn one", "turn two"], world.Model.Requests.Last(request => request.IsMain).UserTexts);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task An_id_that_is_in_use_but_cannot_be_resumed_gives_way_to_a_new_one(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var id = await world.PastSessionAsync("turn one");
        await File.WriteAllTextAsync(world.TranscriptOf(id), "no transcript\n", TestContext.Current.CancellationToken);

        var session = await world.OpenAsync(id, resume: false);
        await session.CompleteAsync("turn two");

        Assert.False(session.Resumed);
        Assert.Equal(["turn two"], world.Model.Requests.Last(request => request.IsMain).UserTexts);
    }

    [Theory]
    [InlineData(ClaudeVersion.New)]
    [InlineData(ClaudeVersion.Old)]
    public async Task An_id_that_never_ran_a_prompt_opens_again_as_new(ClaudeVersion version)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var first = await world.OpenAsync();
        await first.DisposeAsync();

        var again = await world.OpenAsync(first.SessionId);

        Assert.Equal((first.SessionId, false), (again.SessionId, again.Resumed));
    }

    public static TheoryData<ClaudeVersion, string> Stale() =>
        [
            .. Enum.GetValues<ClaudeVersion>()
                .SelectMany(version =>
                    ((string[])["unknown", "deleted", "emptied", "garbage", "other home", "malformed"]).Select(how => (version, how))
                ),
            (ClaudeVersion.Old, "other directory"),
        ];

    [Theory]
    [MemberData(nameof(Stale))]
    public async Task A_session_that_cannot_be_resumed_is_lost_and_nothing_ran(ClaudeVersion version, string how)
    {
        await using var world = await ClaudeWorld.StartAsync(version);
        var id =
            how is "unknown" ? Guid.NewGuid().ToString()
            : how is "malformed" ? "not-an-id"
            : await world.PastSessionAsync();
        world.Model.Reset();
        switch (how)
        {
            case "deleted":
                File.Delete(world.TranscriptOf(id));
                break;
            case "emptied" or "garbage":
                await File.WriteAllTextAsync(world.TranscriptOf(id), how is "emptied" ? "" : "{{{", TestContext.Current.CancellationToken);
                break;
            case "other home":
                world.Variables["CLAUDE_CONFIG_DIR"] = world.Scratch.Folder("other");
                break;
        }

        var failure = await world.RefusedAsync(id, resume: true, how is "other directory" ? world.Scratch.Folder("elsewhere") : null);

        Assert.Equal(AgentFailureKind.SessionLost, failure.Kind);
        Assert.DoesNotContain(world.Model.Requests, request => request.Path == "/v1/messages");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_warm_session_whose_transcript_goes_simply_goes_on(bool isDeleted)
    {
        await using var world = await ClaudeWorld.StartAsync(ClaudeVersion.New);
        var session = await world.OpenAsync();
        await session.CompleteAsync("one");
        var transcript = world.TranscriptOf(session.SessionId);
        if (isDeleted)
        {
            File.Delete(transcript);
        }
        else
        {
            await File.WriteAllTextAsync(transcript, "", TestContext.Current.CancellationToken);
        }

        Assert.Equal("echo: two", await session.CompleteAsync("two"));
    }
}
