using System.Threading.Channels;
using Archon.Bots.Emulators.Terminal;
using static Archon.Bots.Emulators.Tests.Terminal.RoomTests;

namespace Archon.Bots.Emulators.Tests.Terminal;

public sealed class FaceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_pipe_gets_each_message_once_when_it_has_stopped_changing()
    {
        var output = new StringWriter { NewLine = "\n" };
        using var face = new PlainFace(TextReader.Null, output);

        face.Show(new Room([Said(1000, "👀"), FromBot(2000, "hel")]), 2500);
        face.Show(new Room([Said(1000, "👍"), FromBot(2000, "hello")]), 3000);
        face.Show(new Room([Said(1000, "👍"), FromBot(2000, "hello")]), 4000);

        Assert.Equal("hello\n", output.ToString());
    }

    [Fact]
    public void A_message_that_changes_after_all_is_written_again()
    {
        var output = new StringWriter { NewLine = "\n" };
        using var face = new PlainFace(TextReader.Null, output);

        face.Show(new Room([Said(1000, "👍"), FromBot(2000, "hello")]), 3000);
        face.Show(new Room([Said(1000, "👍"), FromBot(2000, "hello!")]), 4000);

        Assert.Equal("hello\nhello!\n", output.ToString());
    }

    [Fact]
    public void A_growing_message_is_drawn_in_place_above_the_prompt()
    {
        var output = new StringWriter();
        var canvas = new TerminalCanvas(output, () => (80, 24));

        canvas.Grow("one");
        canvas.Grow("one\ntwo");

        Assert.Equal("\r\e[Jone\r\n> \r\e[1A\e[Jone\r\ntwo\r\n> ", output.ToString());
    }

    [Fact]
    public void Of_a_message_taller_than_the_terminal_the_end_is_drawn()
    {
        var output = new StringWriter();
        var canvas = new TerminalCanvas(output, () => (80, 5));

        canvas.Grow("1\n2\n3\n4\n5\n6");

        Assert.Equal("\r\e[J4\r\n5\r\n6\r\n> ", output.ToString());
    }

    [Fact]
    public void What_is_typed_stays_while_a_message_grows()
    {
        var output = new StringWriter();
        var canvas = new TerminalCanvas(output, () => (80, 24));

        canvas.Type("hal");
        canvas.Grow("answer");

        Assert.EndsWith("answer\r\n> hal", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_become_a_line_and_control_d_ends_the_input()
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        using var face = new TerminalFace(keys.Reader, new TerminalCanvas(TextWriter.Null, () => (80, 24)));
        foreach (
            var key in "hallo".Select(letter => Key(letter)).Append(Key('\b', ConsoleKey.Backspace)).Append(Key('\r', ConsoleKey.Enter))
        )
        {
            await keys.Writer.WriteAsync(key, Token);
        }

        await keys.Writer.WriteAsync(new ConsoleKeyInfo('\u0004', ConsoleKey.D, shift: false, alt: false, control: true), Token);

        Assert.Equal("hall", await face.ReadLineAsync(Token));
        Assert.Null(await face.ReadLineAsync(Token));
    }

    [Theory]
    [InlineData("abcdef", "abcd|ef")]
    [InlineData("ab\r\ncd\n", "ab|cd|")]
    [InlineData("日本語", "日本|語")]
    [InlineData("a\tb\u001b[2J", "ab[2|J")]
    [InlineData("😀😀😀", "😀😀|😀")]
    public void Rows_break_at_the_width_in_cells_and_hold_no_control_characters(string text, string rows)
    {
        Assert.Equal(rows, string.Join('|', TextRows.Of(text, 4)));
    }

    private static ConsoleKeyInfo Key(char letter, ConsoleKey key = ConsoleKey.None) =>
        new(letter, key, shift: false, alt: false, control: false);
}
