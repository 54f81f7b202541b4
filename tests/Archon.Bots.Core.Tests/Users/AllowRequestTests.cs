using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Tests.Users;

public sealed class AllowRequestTests
{
    [Theory]
    [InlineData("", null, Role.Member)]
    [InlineData("Approver", null, Role.Approver)]
    [InlineData("123456789", "123456789", Role.Member)]
    [InlineData(" 123456789  ADMIN ", "123456789", Role.Admin)]
    [InlineData("@bob", "@bob", Role.Member)]
    public void An_id_and_a_role_may_each_be_left_out(string argument, string? userId, Role role) =>
        Assert.Equal(new AllowRequest(userId, role), AllowRequest.Of(argument));

    [Theory]
    [InlineData("123456789 boss")]
    [InlineData("123456789 3")]
    [InlineData("admin 123456789")]
    [InlineData("123456789 admin please")]
    public void Anything_else_is_not_guessed_at(string argument) => Assert.Null(AllowRequest.Of(argument));

    [Theory]
    [InlineData("12345", true)]
    [InlineData("8123456789", true)]
    [InlineData("U024BE7LH", true)]
    [InlineData("1234", false)]
    [InlineData("012345", false)]
    [InlineData("-100123456", false)]
    [InlineData("123456789\n", false)]
    [InlineData("Unsafe", false)]
    [InlineData("UNSAFE", false)]
    [InlineData("@bob", false)]
    [InlineData("", false)]
    public void An_id_is_known_by_its_form(string word, bool isId) => Assert.Equal(isId, PersonId.Looks(word));
}
