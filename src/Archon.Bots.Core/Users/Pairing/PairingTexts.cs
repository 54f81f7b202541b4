using System.Diagnostics;

namespace Archon.Bots.Core.Users.Pairing;

/// <summary>What is said about pairing. Markdown; pure functions.</summary>
internal static class PairingTexts
{
    public const string Paired =
        "You own this bot. `/allow <id>` lets somebody in, `/deny <id>` takes it back, `/users` lists who may what; `/help` tells the rest.";

    public const string AlreadyPaired = "This bot is paired already. Its owner can let you in.";

    private const string New = "A new one is in the server's log";

    /// <param name="verdict">Not the right code.</param>
    public static string Of(PairingVerdict verdict) =>
        verdict.End switch
        {
            PairingEnd.Wrong => verdict.TriesLeft == 1
                ? "That is not the code. 1 try is left."
                : $"That is not the code. {verdict.TriesLeft} tries are left.",
            PairingEnd.UsedUp or PairingEnd.Spent =>
                "That is not the code, and you have no try left. Try again in 15 minutes: by then it is a new one.",
            PairingEnd.Renewed => $"That code is not good any more. {New}: look again, and send me that.",
            PairingEnd.Exposed => $"Pairing works only in a private chat, and others have read that code here: it is void. {New}.",
            PairingEnd.Shared => "Pairing works only in a private chat. Write to me there.",
            _ => throw new UnreachableException(),
        };
}
