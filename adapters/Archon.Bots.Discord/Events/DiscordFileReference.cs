using System.Globalization;
using System.Web;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>A file by its address, which dies after a day, and by the message that knows a fresh one.</summary>
/// <param name="Message">Channel and message; null: there is none.</param>
internal sealed record DiscordFileReference(string Address, string? File, (string Channel, string Id)? Message)
{
    public static string Of(DiscordAttachment file, DiscordMessage? message) =>
        file.Url is null ? ""
        : message is { ChannelId: { } channel, Id: { } id } ? $"{file.Url} {file.Id} {channel} {id}"
        : file.Url;

    public static DiscordFileReference Parse(string reference) =>
        reference.Split(' ') is [var address, var file, var channel, var message]
            ? new DiscordFileReference(address, file, (channel, message))
            : new DiscordFileReference(reference, null, null);

    /// <summary>Source: Discord, message resource, attachments: <c>ex</c> is the time of its end in hexadecimal.</summary>
    public bool IsStale(DateTimeOffset now) =>
        Uri.TryCreate(Address, UriKind.Absolute, out var address)
        && HttpUtility.ParseQueryString(address.Query)["ex"] is { } end
        && long.TryParse(end, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seconds)
        && DateTimeOffset.FromUnixTimeSeconds(seconds) <= now;
}
