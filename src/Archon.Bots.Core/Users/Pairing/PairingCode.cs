using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Users.Pairing;

/// <summary>The form of a pairing code. Nothing of ours keeps one as it was typed: what is stored is its proof.</summary>
internal static partial class PairingCode
{
    /// <summary>32 signs that nobody takes for each other, so that a sign is 5 bits.</summary>
    private const string Signs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Unit: signs; 80 bits, which nobody guesses in 20 tries and nobody finds from their hash.</summary>
    private const int Length = 16;

    private const int Group = 4;

    public static string Make() =>
        string.Join('-', RandomNumberGenerator.GetString(Signs, Length).Chunk(Group).Select(group => new string(group)));

    /// <summary>What tells whether a typed code is the right one, without telling the code: SHA-256, case and dashes left out.</summary>
    public static string Proof(string typed) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Signed(typed))));

    /// <summary>Whether it has the form of a code.</summary>
    public static bool Looks(string typed) => Signed(typed) is { Length: Length } signs && signs.All(Signs.Contains);

    /// <summary>The text without what may be a code: what follows <c>/pair</c> or <c>/start</c>.</summary>
    public static string Hide(string text) => Pattern().Replace(text, "${command} …");

    private static string Signed(string typed) => new([.. typed.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    [GeneratedRegex(
        @"^(?<command>\s*[/!]\s*(?:pair|start))(?=[\s@:=]).*\S.*$",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pattern();
}
