using System.Collections.Immutable;
using System.Text;
using Archon.Bots.Core.Replies;
using Archon.Bots.Testing.Markdown;
using CsCheck;

namespace Archon.Bots.Core.Tests.Replies;

public sealed class ReplySplitterTests
{
    /// <summary>Unit: bytes. A level of nesting that took 200 of them would end the run.</summary>
    private const int SmallStack = 1 << 20;

    /// <summary>Others at every run: 2,500 in ./test, 10,000 in ./test --all.</summary>
    private static readonly int _documents = Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_ALL") == "1" ? 10_000 : 2_500;

    [Fact]
    public void What_fits_is_left_as_it_is()
    {
        var parts = ReplySplitter.Split("# Title\n\n- one\n- two", 100, Rendered);

        Assert.Equal(["# Title\n\n- one\n- two"], parts);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\n ")]
    public void A_blank_text_has_no_parts(string blank)
    {
        Assert.Empty(ReplySplitter.Split(blank, 100, Rendered));
    }

    [Fact]
    public void Blocks_that_fit_are_kept_whole()
    {
        var parts = ReplySplitter.Split($"{new string('a', 30)}\n\n{new string('b', 30)}\n\n{new string('c', 10)}", 45, Rendered);

        Assert.Equal([new string('a', 30), $"{new string('b', 30)}\n\n{new string('c', 10)}"], parts);
    }

    [Fact]
    public void A_heading_goes_with_what_follows_it()
    {
        var parts = ReplySplitter.Split($"{new string('a', 30)}\n\n## Next\n\n{new string('b', 30)}", 40, Rendered);

        Assert.Equal([new string('a', 30), $"## Next\n\n{new string('b', 30)}"], parts);
    }

    [Fact]
    public void A_fence_is_closed_and_opened_again_with_its_marks_and_language()
    {
        var parts = ReplySplitter.Split("~~~~cs\none\n```\ntwo\nthree\n~~~~", 10, Rendered);

        Assert.Equal(["~~~~cs\none\n```\n~~~~", "~~~~cs\ntwo\nthree\n~~~~"], parts);
    }

    [Fact]
    public void A_fence_line_that_would_fill_the_parts_is_opened_again_without_its_info()
    {
        var parts = ReplySplitter.Split($"~~~~ {new string('x', 60)}\none two\nthree\n~~~~", 22, text => text.Length);

        Assert.Equal(["~~~~\none two\n~~~~", "~~~~\nthree\n~~~~"], parts);
    }

    [Fact]
    public void Code_whose_fence_alone_would_fill_the_parts_is_text()
    {
        var fence = new string('~', 30);

        var parts = ReplySplitter.Split($"{fence}\n*one*\ntwo\n{fence}", 40, text => text.Length);

        Assert.Equal(["\\*one\\*\ntwo"], parts);
    }

    [Fact]
    public void What_is_quoted_too_deeply_for_a_part_is_text()
    {
        var parts = ReplySplitter.Split("> > > > > > > > > > > > two words", 20, text => text.Length);

        Assert.Equal(["two words"], parts);
    }

    [Fact]
    public void A_fence_that_is_still_open_is_closed()
    {
        Assert.Equal(["Look:\n```cs\nvar x\n```"], ReplySplitter.Split("Look:\n```cs\nvar x", 100, Rendered));
        Assert.Equal(["> - a\n>   ```\n>   b\n>   ```"], ReplySplitter.Split("> - a\n>   ```\n>   b", 100, Rendered));
    }

    [Theory]
    [InlineData("- a\n  ````\n\nb", "- a\n  ````\n  ````\n\nb")]
    [InlineData("> 1. a\n>    ~~~ x y\n\nb", "> 1. a\n>    ~~~ x y\n>    ~~~\n\nb")]
    [InlineData("- > ```\n  > a\n\n- ~~~\n  b", "- > ```\n  > a\n  > ```\n\n- ~~~\n  b\n  ~~~")]
    public void A_fence_that_ends_with_its_quote_or_item_is_closed(string markdown, string closed)
    {
        Assert.Equal([closed], ReplySplitter.Split(markdown, 100, Rendered));
    }

    [Fact]
    public void Where_a_fence_cannot_be_closed_style_goes()
    {
        var parts = ReplySplitter.Split("- a\n  ````\n\n- ---\n\n**b**", 100, Rendered);

        Assert.Equal(["• a\n\n• ———\n\nb"], parts);
    }

    [Fact]
    public void Code_keeps_its_lines_and_their_indents_in_all_parts()
    {
        var line = Gen.Select(Gen.Int[0, 12], Gen.OneOf("if x:", "return y", "", "}"), (indent, code) => new string(' ', indent) + code);
        Gen.Select(line.Array[2, 40], Gen.Int[40, 120])
            .Sample(
                (lines, limit) =>
                {
                    var code = "def f():\n" + string.Join('\n', lines) + "\nend";

                    var parts = ReplySplitter.Split($"```py\n{code}\n```", limit, Rendered);

                    Assert.All(parts, part => Assert.StartsWith("```py\n", part, StringComparison.Ordinal));
                    var shown = string.Join('\n', parts.Select(part => part["```py\n".Length..^"\n```".Length]));
                    Assert.Equal(WithText(code), WithText(shown));
                },
                iter: 500
            );

        static IEnumerable<string> WithText(string code) => code.Split('\n').Where(text => text.Trim().Length > 0);
    }

    [Fact]
    public void A_paragraph_is_cut_after_a_sentence()
    {
        var parts = ReplySplitter.Split("The first one ends here. The second is longer and ends there.", 45, Rendered);

        Assert.Equal(["The first one ends here.", "The second is longer and ends there."], parts);
    }

    [Fact]
    public void A_word_is_cut_between_graphemes()
    {
        var parts = ReplySplitter.Split(string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 6)), 25, Rendered);

        Assert.All(parts, part => Assert.Empty(part.Replace("👩‍👩‍👧‍👦", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Style_is_not_cut()
    {
        var parts = ReplySplitter.Split("Some words and **a bold phrase of words** after", 30, Rendered);

        Assert.Equal(["Some words and", "**a bold phrase of words** after"], parts);
    }

    [Fact]
    public void A_numbered_list_goes_on_with_its_numbers()
    {
        var parts = ReplySplitter.Split("9. nine\n9. ten\n   more\n9. eleven\n9. twelve", 24, Rendered);

        Assert.Equal(["9. nine\n9. ten\n   more", "11. eleven\n9. twelve"], parts);
    }

    [Fact]
    public void A_table_goes_on_without_its_header()
    {
        var parts = ReplySplitter.Split("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |", 18, text => PlainText.Of(text).Length);

        Assert.Equal(["| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |", "|  |  |\n|---|---|\n| 5 | 6 |"], parts);
    }

    [Fact]
    public void A_long_quote_stays_a_quote()
    {
        var parts = ReplySplitter.Split("> First sentence here. Second sentence there.", 25, Rendered);

        Assert.Equal(["> First sentence here.", "> Second sentence there."], parts);
    }

    [Fact]
    public void A_link_keeps_an_address_that_is_defined_elsewhere()
    {
        var parts = ReplySplitter.Split($"[here]\n\n[here]: https://example.com\n\n{new string('a', 15)} [here]", 20, Rendered);

        Assert.Equal(["[here]\n\n[here]: https://example.com", $"{new string('a', 15)} [here]\n\n[here]: <https://example.com>"], parts);
    }

    [Fact]
    public void A_definition_below_a_block_does_not_cost_its_style()
    {
        var parts = ReplySplitter.Split("```\none\ntwo\n```\n\n[here]: https://example.com", 4, Rendered);

        Assert.Equal(["```\none\n```", "```\ntwo\n```"], parts);
    }

    /// <summary>A failure names the seed: <c>CsCheck_Seed=…</c> in the environment runs it again.</summary>
    [Fact]
    public void No_part_is_too_long_or_leaves_a_fence_open_and_nothing_is_lost()
    {
        Gen.Select(RandomMarkdown.Document, Gen.Int[40, 600])
            .Sample(
                (markdown, limit) =>
                {
                    var parts = ReplySplitter.Split(markdown, limit, Rendered);

                    Assert.All(parts, part => Assert.InRange(Rendered(part), 1, limit));
                    Assert.All(parts, AssertWellFormed);
                    Assert.All(parts, SplitText.AssertFencesClosed);
                    SplitText.AssertNothingLost(markdown, parts);
                },
                iter: _documents
            );
    }

    [Fact]
    public void The_limit_may_count_the_source()
    {
        Gen.Select(RandomMarkdown.Document, Gen.Int[40, 600])
            .Sample(
                (markdown, limit) =>
                {
                    var parts = ReplySplitter.Split(markdown, limit, Encoding.UTF8.GetByteCount);

                    Assert.All(parts, part => Assert.InRange(Encoding.UTF8.GetByteCount(part), 1, limit));
                    AssertOrdered(PlainText.Of(markdown), parts);
                },
                iter: 200
            );
    }

    [Fact]
    public void Any_string_is_survived()
    {
        Gen.String[Gen.Char["ab \n\t`~*_[]()<>#-+=|!\\0123.:/&\u00A0\uD83D\uDE00\u0301"], 0, 300]
            .Sample(
                markdown =>
                {
                    var parts = ReplySplitter.Split(markdown, 40, Rendered);

                    Assert.All(parts, part => Assert.InRange(Rendered(part), 1, 40));
                    AssertOrdered(PlainText.Of(markdown), parts);
                },
                iter: 500
            );
    }

    [Fact]
    public void Escaped_text_reads_as_it_was()
    {
        Gen.Select(RandomMarkdown.Document, text => text)
            .Sample(text => Assert.Equal(Letters(text), Letters(PlainText.Of(ReplyMarkdown.Escape(text)))), iter: 100);
    }

    [Theory]
    [InlineData("> ")]
    [InlineData("[")]
    [InlineData("**a ")]
    [InlineData("- ")]
    [InlineData("| a ")]
    public void A_text_that_nests_without_end_is_shown(string mark)
    {
        var markdown = string.Concat(Enumerable.Repeat(mark, 5_000)) + "end";
        ImmutableArray<string> parts = [];

        // On a small stack a text need not be long to show that nothing recurses as deep as it nests.
        var thread = new Thread(() => parts = ReplySplitter.Split(markdown, 4096, Rendered), SmallStack);
        thread.Start();
        thread.Join();

        Assert.EndsWith("end", PlainText.Of(parts[^1]), StringComparison.Ordinal);
    }

    private static int Rendered(string markdown) => FlatText.Of(markdown, TableLayout.Aligned).Text.Length;

    private static void AssertWellFormed(string part)
    {
        for (var index = 0; index < part.Length; index++)
        {
            if (char.IsHighSurrogate(part[index]))
            {
                Assert.True(index + 1 < part.Length && char.IsLowSurrogate(part[++index]));
            }
            else
            {
                Assert.False(char.IsLowSurrogate(part[index]));
            }
        }
    }

    private static void AssertOrdered(string whole, IEnumerable<string> parts) =>
        Assert.Equal(Letters(whole), Letters(string.Concat(parts.Select(PlainText.Of))));

    private static string Letters(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
