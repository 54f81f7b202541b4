using Archon.Bots.Core.Replies;

namespace Archon.Bots.Core.Tests.Replies;

public sealed class ReplyPartsTests
{
    private const int Limit = 130;

    [Fact]
    public void As_many_parts_as_allowed_are_text()
    {
        var bodies = Of(maxParts: 5).Final(Text(5));

        Assert.Equal(5, bodies.Length);
        Assert.All(bodies, body => Assert.Null(body.File));
    }

    [Fact]
    public void More_become_the_first_part_and_a_file_with_the_whole()
    {
        var text = Text(6);

        var bodies = Of(maxParts: 5).Final(text);

        Assert.Equal([Paragraph(1), "The whole answer is in the file."], bodies.Select(body => body.Markdown));
        Assert.Null(bodies[0].File);
        Assert.Equal(("answer.md", text), (bodies[1].File!.Name, bodies[1].File!.Text));
    }

    [Fact]
    public void A_preview_keeps_its_first_messages_and_shows_the_newest_part_in_the_last()
    {
        var parts = Of(maxParts: 3);

        var before = parts.Preview(Text(6));
        var after = parts.Preview(Text(7));

        Assert.Equal([Paragraph(1), Paragraph(2)], before.Select(body => body.Markdown).Take(2));
        Assert.Equal(before[..2], after[..2]);
        Assert.Contains("4 more above", after[2].Markdown, StringComparison.Ordinal);
        Assert.EndsWith(Paragraph(7), after[2].Markdown, StringComparison.Ordinal);
        Assert.All(after, body => Assert.Null(body.File));
    }

    [Fact]
    public void A_preview_of_one_message_shows_the_newest_part() =>
        Assert.EndsWith(Paragraph(4), Assert.Single(Of(maxParts: 1).Preview(Text(4))).Markdown, StringComparison.Ordinal);

    [Fact]
    public void No_part_of_a_preview_is_over_the_limit()
    {
        var full = string.Join("\n\n", Enumerable.Repeat(new string('x', Limit), 7));

        Assert.All(Of(maxParts: 5).Preview(full), body => Assert.InRange(body.Markdown.Length, 1, Limit));
    }

    [Fact]
    public void A_text_of_which_nothing_is_seen_is_still_answered() =>
        Assert.Equal("…", Assert.Single(Of(maxParts: 5).Final("[seen]: https://nowhere.example")).Markdown);

    private static ReplyParts Of(int maxParts) => new(Limit, text => text.Length, maxParts);

    private static string Text(int paragraphs) => string.Join("\n\n", Enumerable.Range(1, paragraphs).Select(Paragraph));

    /// <summary>No two of them fit into a part, and a line of progress fits beside one.</summary>
    private static string Paragraph(int number) => $"paragraph {number} {new string('x', 55)}";
}
