namespace Archon.Bots.Core.Users.Pairing;

/// <summary>What became of one try to pair.</summary>
/// <param name="TriesLeft">How many this person has left under this code.</param>
internal readonly record struct PairingVerdict(PairingEnd End, int TriesLeft = 0);

internal enum PairingEnd
{
    Right,
    Wrong,

    /// <summary>That was this person's last try under this code.</summary>
    UsedUp,

    /// <summary>This person had no try left.</summary>
    Spent,

    /// <summary>The code that it could have been meant for is none any more; a new one is in the log.</summary>
    Renewed,

    /// <summary>The right one, but where others read it: it is void, and a new one is in the log.</summary>
    Exposed,

    /// <summary>Not the right one, and where others read.</summary>
    Shared,
}
