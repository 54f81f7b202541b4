using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Testing.Contracts;

public abstract class SessionStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task A_lost_id_is_cleared_and_kept_as_the_one_that_was_lost()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");

        var cleared = await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", SessionEnd.SessionLost, turn.Fence, Token);

        var chain = await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token);
        Assert.True(cleared);
        Assert.Null(chain.Active);
        Assert.Equal(
            (plan.Row, (string?)null, "s1", SessionEnd.SessionLost),
            (chain.Ended!.Id, chain.Ended.ProviderSessionId, chain.Ended.LostSessionId, chain.Ended.EndedFor)
        );
        var now = Rig.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(
            $"{now}|{now}",
            await QueryOneAsync("SELECT cleared_at, ended_at FROM agent_sessions WHERE provider_session_id IS NULL")
        );
    }

    [Fact]
    public async Task A_clear_without_a_reason_is_a_lost_session()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");

        await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, turn.Fence, Token);

        Assert.Equal(SessionEnd.SessionLost, (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Ended?.EndedFor);
    }

    [Fact]
    public async Task A_clear_that_expects_an_older_id_erases_no_newer_one()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");
        Assert.True(await Rig.Sessions.UpdateSessionAsync(plan.Row, "s2", "s1", endedFor: null, turn.Fence, Token));

        var cleared = await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, turn.Fence, Token);

        Assert.False(cleared);
        Assert.Equal("s2", (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Active?.ProviderSessionId);
    }

    [Theory]
    [InlineData("s1")]
    [InlineData(null)]
    public async Task What_was_cleared_stays_cleared(string? expected)
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");
        await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, turn.Fence, Token);

        Assert.False(await Rig.Sessions.UpdateSessionAsync(plan.Row, "s9", expected, endedFor: null, turn.Fence, Token));
        Assert.False(await Rig.Sessions.UpdateSessionAsync(plan.Row, null, expected, endedFor: null, turn.Fence, Token));

        var ended = (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Ended;
        Assert.Equal((null, "s1"), (ended?.ProviderSessionId, ended?.LostSessionId));
    }

    [Fact]
    public async Task Of_many_who_clear_at_once_one_succeeds()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");

        var results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, turn.Fence, Token))
        );

        Assert.Single(results, cleared => cleared);
    }

    [Fact]
    public async Task An_unknown_session_is_an_error()
    {
        var turn = await SayAndBeginAsync("hello");

        await Assert.ThrowsAsync<KeyNotFoundException>(() =>
            Rig.Sessions.UpdateSessionAsync(Guid.CreateVersion7(), null, "s1", endedFor: null, turn.Fence, Token)
        );
    }

    [Fact]
    public async Task Who_lost_the_conversation_clears_nothing()
    {
        var turn = await SayAndBeginAsync("hello");
        var plan = await StartSessionAsync(turn.Fence, "s1");
        await TakeOverAsync();

        await LosesOwnershipAsync(() => Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, turn.Fence, Token));

        Assert.Equal("s1", (await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token)).Active?.ProviderSessionId);
    }

    [Fact]
    public async Task The_record_is_the_same_to_the_byte_after_a_clear()
    {
        var first = await SayAndBeginAsync("one 🙂");
        var plan = await StartSessionAsync(first.Fence, "s1");
        await CommitAsync(first.Fence, Answer("first\nanswer"));
        var second = await SayAndBeginAsync("two");
        var before = await QueryAsync("SELECT * FROM messages ORDER BY seq");

        await Rig.Sessions.UpdateSessionAsync(plan.Row, null, "s1", endedFor: null, second.Fence, Token);

        Assert.Equal(before, await QueryAsync("SELECT * FROM messages ORDER BY seq"));
        Assert.Equal(
            ["one 🙂", "first\nanswer"],
            (await Rig.Conversations.ReadTranscriptAsync(second.Fence, 10_000, Token)).Select(line => line.Text)
        );
    }

    [Fact]
    public async Task The_chain_names_the_session_that_ended_last()
    {
        var turn = await SayAndBeginAsync("hello");
        foreach (var id in new[] { "s1", "s2", "s3" })
        {
            var plan = await StartSessionAsync(turn.Fence, id);
            await Rig.Sessions.UpdateSessionAsync(plan.Row, null, id, endedFor: null, turn.Fence, Token);
        }

        await DispatchAsync(turn.Fence, Plan("s4", startedFor: SessionStart.SessionLost));

        var chain = await Rig.Sessions.ReadChainAsync(turn.Fence.Conversation, Token);
        Assert.Equal(("s4", "s3"), (chain.Active?.ProviderSessionId, chain.Ended?.LostSessionId));
    }

    [Fact]
    public async Task A_conversation_without_sessions_has_an_empty_chain()
    {
        Assert.Equal(SessionChain.Empty, await Rig.Sessions.ReadChainAsync(Guid.CreateVersion7(), Token));
    }

    [Fact]
    public async Task Sessions_worth_opening_ahead_are_proven_active_and_recent()
    {
        var old = await SayAndBeginAsync("long ago");
        await StartSessionAsync(old.Fence, "old");
        await CommitAsync(old.Fence, Answer("hi"));
        Rig.Time.Advance(TimeSpan.FromHours(2));
        var since = Rig.Time.GetUtcNow();
        foreach (var (place, id) in new[] { ("a", "s-a"), ("b", "s-b"), ("c", "unproven") })
        {
            var turn = await SayAndBeginAsync("hello", There with { Thread = place });
            await (id == "unproven" ? DispatchAsync(turn.Fence, Plan(id)) : StartSessionAsync(turn.Fence, id));
            await CommitAsync(turn.Fence, Answer("hi"));
            Rig.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var recent = await Rig.Sessions.RecentAsync(since, 10, Token);

        Assert.Equal(["s-b", "s-a"], recent.Select(session => session.ProviderSessionId));
        Assert.Equal(["s-b"], (await Rig.Sessions.RecentAsync(since, 1, Token)).Select(session => session.ProviderSessionId));
    }

    [Fact]
    public async Task A_reset_session_is_not_opened_ahead()
    {
        var turn = await SayAndBeginAsync("/reset");
        await StartSessionAsync(turn.Fence, "s1");

        await CommitAsync(turn.Fence, Answer() with { Change = ConversationChange.Reset });

        Assert.Empty(await Rig.Sessions.RecentAsync(DateTimeOffset.UnixEpoch, 10, Token));
    }
}
