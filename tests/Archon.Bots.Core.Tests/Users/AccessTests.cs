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
