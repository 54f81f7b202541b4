using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Users;

/// <summary>What a platform's id of a person looks like. Telegram, Discord: digits; Slack: U or W, then capitals and digits.</summary>
internal static partial class PersonId
{
    public static bool Looks(string word) => Pattern().IsMatch(word);

    [GeneratedRegex(@"^(?:[1-9][0-9]{4,19}|[UW][A-Z0-9]{6,20})\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
