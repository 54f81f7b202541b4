using System.Text.RegularExpressions;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Replies;
using Archon.Bots.Slack.Rendering;
using Archon.Bots.Testing.Markdown;
using CsCheck;

namespace Archon.Bots.Slack.Tests.Rendering;

public sealed partial class SlackMarkdownTests
{
    /// <summary>Source: <c>ReplyOptions.MaxParts</c>.</summary>
    private const int MaxParts = 5;

    private static readonly Gen<string> Hostile = Gen.OneOf(
        "<!channel>",
        "<!here|here>",
        "<!Everyone>",
        "<!subteam^S012AB|ops>",
        "<@U012AB3CD>",
        "<@W1|x>",
        "<@alice>",
        "<#C012AB|general>",
        "`<!channel>`",
        "```\n<@U012AB3CD>\n```",
        "\\<!here>",
        "<\\!here>",
        "<<!here>>",
        "**<@U1>**",
        "[x](<@U1>)",
        "<!date^1700000000^{date}|x>"
    );

    [Theory]
    [InlineData("<!channel>", "<\u200B!channel>")]
    [InlineData("see `<@U012AB>` and <#C1|x>", "see `<\u200B@U012AB>` and <\u200B#C1|x>")]
    [InlineData("```\n<!subteam^S1>\n```", "```\n<\u200B!subteam^S1>\n```")]
    [InlineData("<!subteam^S1|@ops>", "<\u200B!subteam^S1|@ops>")]
    [InlineData("<\\@U1>", "<\u200B\\@U1>")]
    public void A_mention_is_parted_in_text_and_in_code(string markdown, string expected)
    {
        Assert.Equal(expected, SlackMarkdown.Render(markdown));
    }

    [Theory]
    [InlineData("<!DOCTYPE html>\n<!-- here -->")]
    [InlineData("`List<@NonNull String>` `<#if x>` `#include <a.h>` `a<b`")]
    [InlineData("@channel @here <https://a.b|x> [x](https://a.b) <me@a.b> &lt;!here&gt;")]
    [InlineData("<!hereafter>")]
    [InlineData("")]
    public void All_else_can_be_copied_as_it_was_written(string markdown)
    {
        Assert.Equal(markdown, SlackMarkdown.Render(markdown));
    }

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("**b**", 5)]
    [InlineData("a&<b>", 15)]
    [InlineData("<!here>", 14)]
    [InlineData("👍", 2)]
    public void Length_is_what_Slack_keeps(string markdown, int expected)
    {
        Assert.Equal(expected, SlackMarkdown.Measure(markdown));
    }

    [Fact]
    public void No_mention_survives_and_nothing_is_lost()
    {
        var document = Gen.Select(RandomMarkdown.Document, Hostile.Array[1, 4], Gen.Int[0, 1000], Splice);

        document.Sample(
            markdown =>
            {
                var rendered = SlackMarkdown.Render(markdown);
                Assert.DoesNotMatch(Live(), rendered);
                Assert.DoesNotMatch(Live(), SlackBlocks.Of(new ReplyBody(markdown)).Text);
                Assert.Equal(markdown, rendered.Replace("<\u200B", "<", StringComparison.Ordinal));
                Assert.Equal(Visible(PlainText.Of(markdown)), Visible(PlainText.Of(rendered)));
                Assert.Equal(rendered, SlackMarkdown.Render(rendered));
            },
            iter: 2000
        );
    }

    [Fact]
    public void Hostile_text_takes_no_long_time()
    {
        foreach (var piece in new[] { "<@a", "<\\", "<!here", "<@U1", "<" })
        {
            var text = string.Concat(Enumerable.Repeat(piece, 50_000));

            Assert.InRange(SlackMarkdown.Render(text).Length, text.Length, text.Length * 2);
        }
    }

    [Fact]
    public void The_parts_of_an_answer_are_messages_that_Slack_takes()
    {
        Gen.Select(RandomMarkdown.LongDocument, Gen.Int[400, 4000]).Sample(sample => AssertParts(sample.Item1, sample.Item2), iter: 60);
    }

    [Fact]
    public void An_answer_of_20_000_characters_arrives_in_parts_in_order_whole()
    {
        var answer = Answer(20_000);

        var parts = ReplySplitter.Split(answer, SlackMarkdown.Longest, SlackMarkdown.Measure);

        AssertParts(answer, SlackMarkdown.Longest);
        Assert.InRange(parts.Length, 2, MaxParts);
        Assert.All(parts, part => Assert.InRange(SlackMarkdown.Render(part).Length, 1, 12_000));
        Assert.All(
            Sections().Matches(answer),
            section => Assert.Single(parts, part => part.Contains(section.Value, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void An_answer_of_60_000_characters_is_more_than_messages_may_hold()
    {
        var answer = Answer(60_000);

        var parts = ReplySplitter.Split(answer, SlackMarkdown.Longest, SlackMarkdown.Measure);

        Assert.InRange(parts.Length, MaxParts + 1, 10);
        AssertParts(answer, SlackMarkdown.Longest);
    }

    [Fact]
    public void A_table_that_fits_into_a_message_stays_whole()
    {
        var table =
            "| file | lines |\n| --- | --- |\n" + string.Concat(Enumerable.Range(0, 200).Select(row => $"| src/File{row}.cs | {row} |\n"));
        var answer =
            $"{new string('x', 60)}\n\n{string.Concat(Enumerable.Repeat("some words of text. ", 400))}\n\n{table.TrimEnd()}\n\nend";

        var parts = ReplySplitter.Split(answer, SlackMarkdown.Longest, SlackMarkdown.Measure);

        Assert.Equal(2, parts.Length);
        Assert.Contains(table.TrimEnd(), parts[1], StringComparison.Ordinal);
    }

    private static void AssertParts(string markdown, int limit)
    {
        var parts = ReplySplitter.Split(markdown, limit, SlackMarkdown.Measure);

        Assert.All(parts, part => Assert.InRange(SlackMarkdown.Measure(part), 1, limit));
        Assert.All(parts, SplitText.AssertFencesClosed);
        SplitText.AssertNothingLost(markdown, parts);
    }

    /// <summary>Prose, a table and code with brackets, over and over.</summary>
    private static string Answer(int length)
    {
        var answer = new System.Text.StringBuilder();
        for (var section = 0; answer.Length < length; section++)
        {
            answer.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"""
                ## Section {section:000}

                {string.Concat(Enumerable.Repeat("The agent has looked at this and says so. ", 10)).TrimEnd()}

                | file | lines |
                | --- | --- |
                {string.Join('\n', Enumerable.Range(0, 12).Select(row => $"| src/File{row}.cs | {row} |"))}

                ```cs
                {string.Join('\n', Enumerable.Range(0, 12).Select(row => $"List<int> values{row} = a && b;"))}
                ```


                """
            );
        }

        return answer.ToString(0, length);
    }

    private static string Splice(string document, string[] hostile, int at)
    {
        foreach (var piece in hostile)
        {
            var lines = document.Split('\n').ToList();
            var line = at % lines.Count;
            lines[line] = lines[line] + " " + piece;
            document = string.Join('\n', lines);
            at = (at * 31) + 7;
        }

        return document;
    }

    private static string Visible(string text) => text.Replace("\u200B", "", StringComparison.Ordinal);

    /// <summary>What Slack makes a mention of, and more.</summary>
    [GeneratedRegex(
        @"<\\*(@[A-Za-z0-9._]+[>|]|#[A-Z][A-Z0-9]+[>|]|!(?i:channel|here|everyone|subteam|date)[>|^])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Live();

    [GeneratedRegex(@"## Section \d{3}", RegexOptions.None, 1000)]
    private static partial Regex Sections();
}
