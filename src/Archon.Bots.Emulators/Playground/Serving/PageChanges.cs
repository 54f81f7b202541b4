using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <param name="All">Whether these are all that there are: what the page has beside them is old.</param>
/// <param name="Parts">New or changed, in the page's order.</param>
/// <param name="Gone">Ids of those that are no more.</param>
internal sealed record PageChanges(bool All, ImmutableArray<ChangedPart> Parts, ImmutableArray<string> Gone)
{
    public bool IsEmpty => !All && Parts.IsEmpty && Gone.IsEmpty;

    /// <param name="before">Null: whoever reads this may have anything.</param>
    public static PageChanges Between(ImmutableArray<PagePart>? before, ImmutableArray<PagePart> now)
    {
        var old = (before ?? []).ToDictionary(part => part.Id, part => part.Html);
        var changed = now.Where(part => !old.TryGetValue(part.Id, out var html) || html != part.Html);
        return new PageChanges(
            before is null,
            [.. changed.Select(part => new ChangedPart(part.Id, part.Slot, part.Html.ToString()))],
            [.. old.Keys.Except(now.Select(part => part.Id))]
        );
    }
}

internal sealed record ChangedPart(string Id, string Slot, string Html);
