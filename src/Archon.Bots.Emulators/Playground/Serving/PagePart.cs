using Archon.Bots.Emulators.Playground.Markup;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <summary>One element of the page that changes. The page as it is first served and each change to it are made of the same ones.</summary>
/// <param name="Id">The element's id.</param>
/// <param name="Slot">The id of the element that it stands in, behind those before it.</param>
internal sealed record PagePart(string Id, string Slot, Html Html);
