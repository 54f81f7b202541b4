using Archon.Bots.Emulators.Bot;
using Archon.Bots.Emulators.Playground.Life;
using Archon.Bots.Emulators.Playground.Serving;

namespace Archon.Bots.Emulators.Playground.Doors;

/// <summary>Alice's side of one platform, and what can go wrong on the platform's.</summary>
internal interface IDoor
{
    /// <summary>Lower case, as in the page's addresses.</summary>
    string Name { get; }

    /// <summary>As people write it.</summary>
    string Title { get; }

    /// <summary>Ends at the next change; to be taken before looking.</summary>
    Task Changed { get; }

    /// <summary>What she sees.</summary>
    IEnumerable<PagePart> Parts(BotState bot, TimeZoneInfo zone);

    /// <summary>Null: she has said nothing yet.</summary>
    Task<Said?> LastSaidAsync(CancellationToken cancellationToken);

    /// <param name="anew">Whether it opens a conversation, where the platform has several.</param>
    Task SayAsync(string text, bool anew, CancellationToken cancellationToken);

    /// <exception cref="Control.ControlException">There is no such button.</exception>
    Task PressAsync(string message, string action, CancellationToken cancellationToken);

    /// <summary>The platform refuses the next sends as too fast.</summary>
    Task RefuseAsync(CancellationToken cancellationToken);

    /// <returns>False: there is nothing to deliver again.</returns>
    Task<bool> DeliverAgainAsync(CancellationToken cancellationToken);

    /// <summary>A file of the chat; null: there is none under that id.</summary>
    byte[]? File(string id);
}
