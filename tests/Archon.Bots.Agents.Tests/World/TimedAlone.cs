namespace Archon.Bots.Agents.Tests.World;

/// <summary>Tests that measure seconds do not share two cores with others.</summary>
[CollectionDefinition(nameof(TimedAlone), DisableParallelization = true)]
public sealed class TimedAlone;
