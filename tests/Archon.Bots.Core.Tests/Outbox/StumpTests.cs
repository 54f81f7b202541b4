using Archon.Bots.Core.Outbox;
using CsCheck;

namespace Archon.Bots.Core.Tests.Outbox;

public sealed class StumpTests
{
    private static readonly string[] _pieces = ["a", "b c", "\n", " ", "```", "|", "- x", "\r\n", "\t"];

    [Theory]
    [InlineData("one line", "…")]
    [InlineData("", "…")]
    [InlineData("one line\n", "…")]
    [InlineData("one line\n\n \n", "…")]
    [InlineData("\none line\n", "…")]
    [InlineData("first\nsecond", "first")]
    [InlineData("\n\nfirst  \n\nsecond", "first")]
    [InlineData("   \nsecond", "…")]
    [InlineData("```cs\nvar x;\n```", "…")]
    [InlineData("~~~\nx\n~~~", "…")]
    [InlineData("| a | b |\n|---|---|\n| 1 | 2 |", "…")]
    [InlineData("  | a |\n|---|", "…")]
    public void A_stump_is_the_first_line_if_more_follows(string markdown, string expected) => Assert.Equal(expected, Stump.Of(markdown));

    [Fact]
    public void A_paragraph_on_one_line_is_no_stump() => Assert.Equal("…", Stump.Of(new string('x', 101) + "\n\nsecond"));

    [Fact]
    public void A_stump_is_never_the_complete_text() =>
        Gen.Int[0, _pieces.Length - 1]
            .Select(at => _pieces[at])
            .List[0, 8]
            .Select(string.Concat)
            .Sample(markdown => Stump.Of(markdown) is Stump.Placeholder || Stump.Of(markdown).Trim() != markdown.Trim());
}
