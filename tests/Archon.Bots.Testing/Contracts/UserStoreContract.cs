using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Testing.Contracts;

public abstract class UserStoreContract(IStoreRig rig) : StoreContract(rig)
{
    [Fact]
    public async Task Nobody_is_known_at_first() => Assert.Empty(await Rig.Users.AllAsync(Token));

    [Fact]
    public async Task Who_pairs_owns()
    {
        Assert.True(await Rig.Users.PairAsync(Change("11111"), "Ada", Token));

        Assert.Equal([new Person("telegram", "11111", "Ada", Role.Owner)], await Rig.Users.AllAsync(Token));
        Assert.Equal("paired|11111", await QueryOneAsync("SELECT action, user_id FROM audit"));
    }

    [Fact]
    public async Task Of_many_who_pair_at_once_one_owns()
    {
        var pairings = Enumerable.Range(10_000, 10).Select(id => Rig.Users.PairAsync(Change($"{id}"), "Ada", Token));

        var won = await Task.WhenAll(pairings);

        Assert.Single(won, isOwner => isOwner);
        Assert.Single(await Rig.Users.AllAsync(Token));
    }

    [Fact]
    public async Task The_same_pairing_again_changes_nothing()
    {
        var change = Change("11111");
        await Rig.Users.PairAsync(change, "Ada", Token);

        Assert.True(await Rig.Users.PairAsync(change, "Ada", Token));

        Assert.Single(await Rig.Users.AllAsync(Token));
    }

    [Fact]
    public async Task Who_was_allowed_before_keeps_their_row_as_the_owner()
    {
        await Rig.Users.AllowAsync(Change("11111"), Role.Member, Token);

        await Rig.Users.PairAsync(Change("11111"), "Ada", Token);

        Assert.Equal([("11111", Role.Owner)], await RolesAsync());
    }

    [Fact]
    public async Task People_are_listed_in_the_order_that_they_came()
    {
        foreach (var (id, role) in new[] { ("33333", Role.Admin), ("11111", Role.Owner), ("22222", Role.Approver) })
        {
            await Rig.Users.AllowAsync(Change(id), role, Token);
            Rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([("33333", Role.Admin), ("11111", Role.Owner), ("22222", Role.Approver)], await RolesAsync());
    }

    [Fact]
    public async Task A_new_role_takes_the_place_of_the_old_one()
    {
        await Rig.Users.AllowAsync(Change("22222"), Role.Admin, Token);
        Rig.Time.Advance(TimeSpan.FromSeconds(1));
        await Rig.Users.AllowAsync(Change("22222"), Role.Member, Token);

        Assert.Equal([("22222", Role.Member)], await RolesAsync());
        Assert.Equal(["22222 as admin", "22222 as member"], await QueryAsync("SELECT detail FROM audit ORDER BY at, id"));
    }

    [Fact]
    public async Task Who_is_denied_is_gone()
    {
        await Rig.Users.AllowAsync(Change("22222"), Role.Member, Token);

        Assert.True(await Rig.Users.DenyAsync(Change("22222"), Token));
        Assert.False(await Rig.Users.DenyAsync(Change("22222"), Token));

        Assert.Empty(await Rig.Users.AllAsync(Token));
        Assert.Equal("0", await QueryOneAsync("SELECT COUNT(*) FROM users"));
    }

    [Fact]
    public async Task A_control_that_is_answered_twice_undoes_nothing_that_came_between()
    {
        var (allow, deny) = (Change("22222"), Change("22222"));
        await Rig.Users.AllowAsync(allow, Role.Member, Token);
        await Rig.Users.DenyAsync(deny, Token);

        await Rig.Users.AllowAsync(allow, Role.Member, Token);
        Assert.Empty(await Rig.Users.AllAsync(Token));

        Assert.True(await Rig.Users.DenyAsync(deny, Token));
        await Rig.Users.AllowAsync(Change("22222"), Role.Member, Token);
        Assert.True(await Rig.Users.DenyAsync(deny, Token));
        Assert.Single(await Rig.Users.AllAsync(Token));
    }

    [Fact]
    public async Task The_same_id_on_another_platform_is_somebody_else()
    {
        await Rig.Users.AllowAsync(Change("22222"), Role.Member, Token);

        Assert.False(await Rig.Users.DenyAsync(Change("22222") with { Platform = "discord" }, Token));

        Assert.Single(await Rig.Users.AllAsync(Token));
    }

    [Fact]
    public async Task A_name_is_known_at_once_of_those_who_have_written_and_later_of_the_others()
    {
        await AcceptAsync(Message("let me in", "d1", 1) with { Author = new Author("22222", "Bob") });
        await Rig.Users.AllowAsync(Change("22222"), Role.Member, Token);
        await Rig.Users.AllowAsync(Change("33333"), Role.Member, Token);
        Assert.Equal(["33333", "Bob"], (await Rig.Users.AllAsync(Token)).Select(person => person.Name).Order());

        await AcceptAsync(Message("hello", "d2", 2) with { Author = new Author("33333", "Carol") });
        await Rig.Users.LearnNamesAsync(Token);

        Assert.Equal(["Bob", "Carol"], (await Rig.Users.AllAsync(Token)).Select(person => person.Name).Order());
    }

    [Fact]
    public async Task The_author_of_a_message_is_known_where_it_was_said()
    {
        await AcceptAsync(Message("hello", "d1", 1) with { Author = new Author("22222", "Bob"), MessageId = "m1" });

        Assert.Equal("22222", await Rig.Users.AuthorOfAsync(Here, "m1", Token));
        Assert.Null(await Rig.Users.AuthorOfAsync(There, "m1", Token));
        Assert.Null(await Rig.Users.AuthorOfAsync(Here, "m2", Token));
    }

    private static PersonChange Change(string userId) => new(Guid.CreateVersion7(), "telegram", userId, userId);

    private async Task<IEnumerable<(string, Role)>> RolesAsync() =>
        (await Rig.Users.AllAsync(Token)).Select(person => (person.UserId, person.Role));
}
