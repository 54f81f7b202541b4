using System.Text.RegularExpressions;

namespace Archon.Bots.Core.Approvals;

/// <summary>
/// Hides what looks like a secret in a text that people will read and allow. Best effort: what looks like nothing known stays, and nothing is
/// hidden that a shell would run (<c>password="x$(rm -rf ~)"</c>). Pure.
/// </summary>
internal static partial class Secrets
{
    public const string Mask = "•••";

    public static string Hide(string text) =>
        Assigned().Replace(Bearer().Replace(Known().Replace(InUrl().Replace(Pem().Replace(text, Mask), Kept), Mask), Kept), Kept);

    private static string Kept(Match match) => match.Groups["name"].Value + Mask;

    /// <summary>The long lines of a private key; the rest of it is worth nothing without them.</summary>
    [GeneratedRegex(@"(?<=-----BEGIN [A-Z ]*PRIVATE KEY-----\s+)([A-Za-z0-9+/=]{40,}\s*)+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pem();

    /// <summary>Tokens that their maker gave a beginning of their own.</summary>
    [GeneratedRegex(
        @"\b(sk-[A-Za-z0-9_-]{8,}|gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{16,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeprs]-[A-Za-z0-9-]{8,}"
            + @"|xapp-[A-Za-z0-9-]{8,}|(AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|npm_[A-Za-z0-9]{20,}|hf_[A-Za-z0-9]{20,}"
            + @"|\d{6,12}:[A-Za-z0-9_-]{30,}|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*)?)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Known();

    /// <summary><c>https://user:password@host</c>.</summary>
    [GeneratedRegex(@"(?<name>\b[A-Za-z][A-Za-z0-9+.-]*://[^\s:/@]*:)[^\s/@$`()]+(?=@)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InUrl();

    [GeneratedRegex(
        @"(?<name>\b(Bearer|Authorization:\s*((Basic|token)\s)?)\s*)(?!(Bearer|Basic|token)\b)[A-Za-z0-9._~+/=-]{8,}",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Bearer();

    /// <summary><c>API_KEY=…</c>, <c>"password": "…"</c>, <c>--token …</c>; a reference as <c>$TOKEN</c> tells nothing and stays.</summary>
    [GeneratedRegex(
        @"(?<name>(?<![A-Za-z0-9])[A-Za-z0-9_.-]*(password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?"
            + @"[""']?(\s*[:=]\s*|(?<=--[A-Za-z0-9_-]*)\s+))"
            + @"(""[^""\n$`]+""|'[^'\n$`]+'|[^\s""'`$&;|,(){}<>]+)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Assigned();
}
