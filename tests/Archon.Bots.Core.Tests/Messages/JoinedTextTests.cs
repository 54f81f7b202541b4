using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Tests.Messages;

public sealed class JoinedTextTests
{
    [Fact]
    public void A_text_that_was_cut_within_its_line_goes_on_without_a_sign()
    {
        var full = new string('x', 4096);

        Assert.Equal(full + full + "end", JoinedText.Of([full, full, "end"]));
    }

    [Fact]
    public void A_text_that_was_cut_at_a_lines_end_gets_it_back()
    {
        var part = new string('x', 4050);

        Assert.Equal(part + "\nend", JoinedText.Of([part, "end"]));
    }

    [Fact]
    public void Pictures_without_a_word_add_nothing_to_an_albums_text() =>
        Assert.Equal("the caption\nanother", JoinedText.Of(["", "the caption", "", "another"]));

    [Fact]
    public void Nothing_said_is_an_empty_text() => Assert.Equal("", JoinedText.Of(["", ""]));
}
