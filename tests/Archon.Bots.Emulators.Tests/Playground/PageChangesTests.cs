using System.Collections.Immutable;
using Archon.Bots.Emulators.Playground.Markup;
using Archon.Bots.Emulators.Playground.Serving;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class PageChangesTests
{
    private static readonly ImmutableArray<PagePart> Before = [Part("a", "1"), Part("b", "1"), Part("c", "1")];

    [Fact]
    public void A_new_reader_gets_all_and_is_told_that_it_is_all()
    {
        var changes = PageChanges.Between(null, Before);

        Assert.True(changes.All);
        Assert.Equal(["a", "b", "c"], changes.Parts.Select(part => part.Id));
    }

    [Fact]
    public void Later_only_what_is_new_changed_or_gone_is_told()
    {
        var changes = PageChanges.Between(Before, [Part("a", "1"), Part("c", "2"), Part("d", "1")]);

        Assert.False(changes.All);
        Assert.Equal(["c", "d"], changes.Parts.Select(part => part.Id));
        Assert.Equal(["b"], changes.Gone);
    }

    [Fact]
    public void Nothing_new_is_nothing_to_tell() => Assert.True(PageChanges.Between(Before, [.. Before]).IsEmpty);

    private static PagePart Part(string id, string text) => new(id, "slot", Html.Of($"<p id=\"{id}\">{text}</p>"));
}
