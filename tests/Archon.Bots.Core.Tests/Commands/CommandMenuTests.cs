using Archon.Bots.Core.Commands;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class CommandMenuTests
{
    [Fact]
    public void The_menu_has_every_single_word_that_users_may_type()
    {
        var menu = CommandMenu.Of(CommandWord.Known);

        Assert.Equal(
            CommandWord.Known.Select(known => known.Word).Where(word => !word.Contains(' ', StringComparison.Ordinal)),
            menu.Entries.Select(entry => entry.Name)
        );
    }

    [Fact]
    public void What_no_platform_would_take_is_left_out_or_cut()
    {
        var menu = CommandMenu.Of([
            ("stop all", "two words"),
            ("what?", "a sign"),
            ("", "nothing"),
            (new string('a', 33), "long"),
            ("allow_1", new string('x', 300)),
        ]);

        Assert.Equal([new CommandMenuEntry("allow_1", new string('x', 256))], menu.Entries);
    }
}
