using System.Text.RegularExpressions;

namespace Archon.Bots.Emulators.Telegram.Formatting;

/// <summary>What Telegram makes of the address of a link: an address, a person, or nothing.</summary>
internal static partial class Links
{
    public static TextEntity? ToEntity(string address, int offset, int length)
    {
        if (UserLink().Match(address) is { Success: true } user)
        {
            return new TextEntity("text_mention", offset, length, user.Groups["id"].Value);
        }

        return Checked(address.Trim()) is { } link ? new TextEntity("text_link", offset, length, link) : null;
    }

    /// <summary>A link without scheme gets http; one that names no host, or whose host has no dot, is dropped in silence.</summary>
    private static string? Checked(string address)
    {
        var match = Address().Match(address);
        if (!match.Success)
        {
            return null;
        }

        var scheme = match.Groups["scheme"].Success ? match.Groups["scheme"].Value.ToLowerInvariant() : "http";
        if (scheme is "tg" or "ton")
        {
            return address;
        }

        var host = match.Groups["host"].Value.ToLowerInvariant();
        var rest = match.Groups["rest"].Value;
        if (scheme is not ("http" or "https") || !host.Contains('.', StringComparison.Ordinal))
        {
            return null;
        }

        return $"{scheme}://{host}{(rest.StartsWith('/') ? "" : "/")}{rest}";
    }

    [GeneratedRegex(@"^tg://user/?\?id=(?<id>\d+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UserLink();

    [GeneratedRegex(
        @"^((?<scheme>[a-z][a-z0-9+.-]*)://)?(?<host>[^\s/?#]+)(?<rest>\S*)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Address();
}
