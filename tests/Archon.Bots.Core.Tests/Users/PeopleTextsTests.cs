using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Tests.Users;

public sealed class PeopleTextsTests
{
    private static readonly Person _listed = new("telegram", "12345", "12345", Role.Owner, "TELEGRAM_ALLOWED_USER_IDS");
    private static readonly Person _allowed = new("telegram", "67890", "`Bob`", Role.Approver);

    [Fact]
    public void People_are_listed_with_name_role_and_where_it_comes_from() =>
        Assert.Equal(
            "- `12345`: owner, from `TELEGRAM_ALLOWED_USER_IDS`\n- `67890` `'Bob'`: approver, from chat",
            PeopleTexts.Users([_listed, _allowed], isOpen: false)
        );

    [Fact]
    public void A_long_list_is_cut_and_counted()
    {
        var text = PeopleTexts.Users([.. Enumerable.Repeat(_allowed, 33)], isOpen: false);

        Assert.EndsWith("- … and 3 more", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_bot_says_that_everybody_else_is_a_member() =>
        Assert.Contains("`Open`", PeopleTexts.Users([], isOpen: true), StringComparison.Ordinal);

    [Fact]
    public void Taking_back_says_when_it_changes_nothing()
    {
        Assert.Contains("may not use me", PeopleTexts.Denied("12345", isOpen: false), StringComparison.Ordinal);
        Assert.Contains("`Open`", PeopleTexts.Denied("12345", isOpen: true), StringComparison.Ordinal);
    }
}
