using System.Text.RegularExpressions;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>Discord's text as its author typed it. Pure. Source: Discord, API reference, message formatting.</summary>
internal static partial class DiscordText
{
    public static string Decode(string text, IEnumerable<DiscordUser>? people, IDiscordNames names) =>
        Pointer()
            .Replace(
                text,
                match =>
                {
                    var id = match.Groups["id"].Value;
                    return match.Groups["kind"].Value switch
                    {
                        "@" or "@!" => "@" + (people?.FirstOrDefault(person => person.Id == id) is { } person ? NameOf(person) : id),
                        "@&" => "@" + (names.RoleName(id) ?? id),
                        "#" => "#" + (names.ChannelName(id) ?? id),
                        "/" => "/" + match.Groups["name"].Value,
                        _ => $":{match.Groups["name"].Value}:",
                    };
                }
            );

    /// <summary>As others read it. In a server somebody may have a name of their own there.</summary>
    public static string NameOf(DiscordUser person, DiscordMember? member = null) =>
        new[] { member?.Nick, person.Member?.Nick, person.GlobalName, person.Username }.FirstOrDefault(name =>
            !string.IsNullOrWhiteSpace(name)
        )
        ?? person.Id
        ?? "";

    [GeneratedRegex(
        @"<(?<kind>@[!&]?|\#)(?<id>\d+)>|<(?<kind>/)(?<name>[^:<>]+):(?<id>\d+)>|<(?<kind>a?):(?<name>\w+):(?<id>\d+)>",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Pointer();
}
