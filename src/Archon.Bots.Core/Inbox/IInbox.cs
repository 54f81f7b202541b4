using System.Collections.Immutable;
using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Inbox;

/// <summary>Room 2: what an adapter hands its deliveries to.</summary>
public interface IInbox
{
    /// <summary>Returns after the message is stored (or known already): only then may it be confirmed to the platform.</summary>
    Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken);

    /// <summary>How far each place of a bot is known; empty: this bot was never here.</summary>
    Task<ImmutableDictionary<string, long>> ReadCursorsAsync(string platform, string bot, CancellationToken cancellationToken);

    /// <summary>What stands there and was not accepted asks for nothing: the places are known up to here. A cursor never goes back.</summary>
    Task PassAsync(string platform, string bot, IReadOnlyCollection<Cursor> cursors, CancellationToken cancellationToken);

    /// <summary>The gap is read back: what was held for it (<see cref="InboundMessage.HeldUntil"/>) may begin.</summary>
    Task ReleaseAsync(string platform, string bot, CancellationToken cancellationToken);
}
