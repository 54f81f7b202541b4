using Archon.Bots.Core.Users.Pairing;

namespace Archon.Bots.Core.Tests.Users.Pairing;

public sealed class PairingCodeTests
{
    [Fact]
    public void A_code_is_four_groups_of_four_signs_that_nobody_mixes_up()
    {
        var code = PairingCode.Make();

        Assert.Matches("^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){3}$", code);
        Assert.True(PairingCode.Looks(code));
        Assert.NotEqual(code, PairingCode.Make());
    }

    [Theory]
    [InlineData("ABCD-EFGH-JKMN-PQRS")]
    [InlineData("abcdefghjkmnpqrs")]
    [InlineData("abcd efgh — JKMN pqrs\n")]
    public void Case_and_dashes_do_not_count(string typed) =>
        Assert.Equal(PairingCode.Proof("ABCD-EFGH-JKMN-PQRS"), PairingCode.Proof(typed));

    [Theory]
    [InlineData("ABCD-EFGH-JKMN-PQRT")]
    [InlineData("ABCD-EFGH-JKMN-PQR")]
    [InlineData("")]
    public void Another_code_has_another_proof(string typed) =>
        Assert.NotEqual(PairingCode.Proof("ABCD-EFGH-JKMN-PQRS"), PairingCode.Proof(typed));

    [Theory]
    [InlineData("campaign", false)]
    [InlineData("ABCD-EFGH-JKMN-PQRSX", false)]
    [InlineData("OOOO-1111-OOOO-1111", false)]
    [InlineData("abcd-efgh-jkmn-pqrs", true)]
    public void A_code_is_known_by_its_form(string typed, bool isCode) => Assert.Equal(isCode, PairingCode.Looks(typed));

    [Theory]
    [InlineData("/pair ABCD-EFGH", "/pair …")]
    [InlineData("!Pair\nABCD\nEFGH", "!Pair …")]
    [InlineData("  / pair abcd", "  / pair …")]
    [InlineData("/pair@another_bot ABCD", "/pair …")]
    [InlineData("/pair@ABCD", "/pair …")]
    [InlineData("/pair: ABCD", "/pair …")]
    [InlineData("/start ABCD-EFGH", "/start …")]
    public void What_follows_the_word_is_hidden(string text, string hidden) => Assert.Equal(hidden, PairingCode.Hide(text));

    [Theory]
    [InlineData("/pair")]
    [InlineData("/start")]
    [InlineData("/pair-review 12")]
    [InlineData("/starting ABCD")]
    [InlineData("please /pair ABCD")]
    [InlineData("ABCD-EFGH-JKMN-PQRS is my licence")]
    public void Other_text_is_left_as_it_is(string text) => Assert.Equal(text, PairingCode.Hide(text));
}
