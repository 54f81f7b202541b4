using System.Text;
using Archon.Bots.Agents.Workplaces;

namespace Archon.Bots.Agents.Tests.Workplaces;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("notes.txt", "notes.txt")]
    [InlineData("Grüße (2).pdf", "Grüße (2).pdf")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\temp\\a.txt", "a.txt")]
    [InlineData("a\nb\u0007.txt", "ab.txt")]
    [InlineData("$(rm -rf ~).sh", "_(rm -rf _).sh")]
    [InlineData("`a`;'b'\"c\"|d&e", "_a___b__c__d_e")]
    [InlineData("..", "file")]
    [InlineData("folder/", "file")]
    [InlineData(" .hidden ", "hidden")]
    [InlineData("\u202Egnp.exe", "_gnp.exe")]
    public void A_name_keeps_what_is_harmless(string name, string expected) => Assert.Equal(expected, FileName.Clean(name));

    [Theory]
    [InlineData("x")]
    [InlineData("ü")]
    [InlineData("𝒳")]
    public void A_long_name_is_cut_and_keeps_its_ending(string letter)
    {
        var clean = FileName.Clean(string.Concat(Enumerable.Repeat(letter, 300)) + ".txt");

        Assert.EndsWith(letter + ".txt", clean, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(clean), 100, 160);
    }

    [Fact]
    public void A_long_ending_is_cut_with_the_rest() => Assert.InRange(FileName.Clean("a." + new string('x', 300)).Length, 100, 160);
}
