using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Core.Tests.Users;

public sealed class AccessTests
{
    private static readonly AllowList _list = new("telegram", ["1", "2"], "TELEGRAM_ALLOWED_USER_IDS");

    [Fact]
    public void Without_an_allow_list_nobody_is_let_in()
    {
        Assert.NotNull(Refused(AccessMode.Closed, [], "1"));
        Assert.NotNull(Refused(AccessMode.Closed, [_list with { UserIds = [] }], "1"));
    }

    [Fact]
    public void Who_is_on_the_list_is_let_in()
    {
        Assert.Null(Refused(AccessMode.Closed, [_list], "2"));
        Assert.Equal("not on the allow-list", Refused(AccessMode.Closed, [_list], "3"));
    }

    [Fact]
    public void A_name_gives_no_rights() =>
        Assert.NotNull(new Access(AccessMode.Closed, [_list]).RefusedBy("telegram", new Author("9", "1")));

    [Fact]
    public void An_open_bot_lets_its_own_workspace_in_and_strangers_only_by_name()
    {
        var open = new Access(AccessMode.Open, []);
        var guest = new Author("7", "Guest") { IsStranger = true };
        var before = open.RoleOf("slack", guest);

        open.Replace([new Person("slack", "7", "Guest", Role.Member)]);

        Assert.Null(before);
        Assert.Equal(Role.Member, open.RoleOf("slack", guest));
        Assert.Equal(Role.Member, open.RoleOf("slack", new Author("8", "Colleague")));
    }

    [Fact]
    public void A_list_counts_for_its_own_platform_only() =>
        Assert.NotNull(new Access(AccessMode.Closed, [_list]).RefusedBy("slack", new Author("1", "Ann")));

    [Fact]
    public void Two_lists_of_a_platform_add_up() =>
        Assert.Null(Refused(AccessMode.Closed, [_list, new AllowList("telegram", ["3"], "More")], "3"));

    [Fact]
    public void The_first_of_a_list_is_the_owner_and_the_others_are_members()
    {
        var access = new Access(AccessMode.Closed, [_list]);

        Assert.Equal(Role.Owner, access.RoleOf("telegram", new Author("1", "Ann")));
        Assert.Equal(Role.Member, access.RoleOf("telegram", new Author("2", "Bob")));
        Assert.Null(access.RoleOf("telegram", new Author("3", "Eve")));
    }

    [Fact]
    public void People_of_the_database_count_until_they_are_replaced()
    {
        var access = new Access(AccessMode.Closed, [_list]);
        access.Replace([new Person("telegram", "5", "Eve", Role.Admin)]);
        var before = access.RoleOf("telegram", new Author("5", "Eve"));

        access.Replace([]);

        Assert.Equal(Role.Admin, before);
        Assert.Null(access.RoleOf("telegram", new Author("5", "Eve")));
    }

    [Fact]
    public void What_the_settings_say_of_somebody_goes_before()
    {
        var access = new Access(AccessMode.Closed, [_list]);

        access.Replace([new Person("telegram", "2", "Bob", Role.Owner)]);

        Assert.Equal(Role.Member, access.RoleOf("telegram", new Author("2", "Bob")));
        Assert.Equal(1, access.Owners);
    }

    [Fact]
    public void Nobody_owns_a_bot_without_list_and_people()
    {
        var access = new Access(AccessMode.Closed, [_list with { UserIds = [] }]);

        Assert.False(access.HasOwner);
        Assert.Equal(Access.Unowned, access.RefusedBy("telegram", new Author("1", "Ann")));

        access.Replace([new Person("telegram", "1", "Ann", Role.Owner)]);

        Assert.True(access.HasOwner);
        Assert.Null(access.RefusedBy("telegram", new Author("1", "Ann")));
    }

    [Fact]
    public void In_the_open_a_person_of_the_database_keeps_their_role()
    {
        var access = new Access(AccessMode.Open, []);

        access.Replace([new Person("telegram", "5", "Eve", Role.Approver)]);

        Assert.Equal(Role.Approver, access.RoleOf("telegram", new Author("5", "Eve")));
        Assert.Equal(Role.Member, access.RoleOf("telegram", new Author("6", "Dan")));
    }

    [Fact]
    public void Open_lets_everybody_in() => Assert.Null(Refused(AccessMode.Open, [], "anybody"));

    [Fact]
    public void Open_beside_an_allow_list_is_a_contradiction_that_names_both()
    {
        var validator = new AccessOptionsValidator([_list]);

        var result = validator.Validate(null, new AccessOptions { Mode = AccessMode.Open });

        Assert.True(result.Failed);
        Assert.Contains("Access:Mode", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("TELEGRAM_ALLOWED_USER_IDS", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_mode_alone_is_valid_and_an_unknown_one_is_not()
    {
        Assert.Equal(ValidateOptionsResult.Success, new AccessOptionsValidator([_list]).Validate(null, new AccessOptions()));
        Assert.Equal(
            ValidateOptionsResult.Success,
            new AccessOptionsValidator([_list with { UserIds = [] }]).Validate(null, new AccessOptions { Mode = AccessMode.Open })
        );
        Assert.True(new AccessOptionsValidator([]).Validate(null, new AccessOptions { Mode = (AccessMode)7 }).Failed);
    }

    private static string? Refused(AccessMode mode, IEnumerable<AllowList> lists, string user) =>
        new Access(mode, lists).RefusedBy("telegram", new Author(user, "Ann"));
}
