namespace Archon.Bots.Core.Pace;

/// <summary>What a call is for. Within a family the later one leaves no room to the earlier one, never the other way round.</summary>
internal enum CallPriority
{
    Typing,
    Reaction,

    /// <summary>What is worth seeing only now: a running reply, the line that tells what waits.</summary>
    Progress,
    Question,
    Final,
}
