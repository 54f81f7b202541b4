using Archon.Bots.Core.Messages;

namespace Archon.Bots.Core.Inbox;

/// <summary>Room 2: what an adapter hands its deliveries to.</summary>
public interface IInbox
{
    /// <summary>Returns after the message is stored (or known already): only then may it be confirmed to the platform.</summary>
    Task AcceptAsync(InboundMessage message, CancellationToken cancellationToken);
}
