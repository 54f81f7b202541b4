using Archon.Bots.Core.Approvals;

namespace Archon.Bots.Core.Turns;

/// <summary>What may reach a turn while it runs.</summary>
internal interface ITurnSignals
{
    /// <summary>Fires when a stop was handed to the turn.</summary>
    CancellationToken StopToken { get; }

    /// <summary>Returns when somebody has decided that question of the turn.</summary>
    Task<Decision> DecidedAsync(Guid approval, CancellationToken cancellationToken);
}
