using System.Text.Json;

namespace Archon.Bots.Discord.Wire;

/// <summary>A message as the gateway brings it and the API gives it. Source: Discord, message resource.</summary>
internal sealed record DiscordMessage
{
    public string? Id { get; init; }

    public string? ChannelId { get; init; }

    /// <summary>Null in a direct message, and wherever the API gives it.</summary>
    public string? GuildId { get; init; }

    public int Type { get; init; }

    public DiscordUser? Author { get; init; }

    /// <summary>Only from the gateway, in a server.</summary>
    public DiscordMember? Member { get; init; }

    /// <summary>Null in a change that leaves it.</summary>
    public string? Content { get; init; }

    public string? EditedTimestamp { get; init; }

    public IReadOnlyList<DiscordUser>? Mentions { get; init; }

    public IReadOnlyList<string>? MentionRoles { get; init; }

    public IReadOnlyList<DiscordAttachment>? Attachments { get; init; }

    public IReadOnlyList<DiscordSticker>? StickerItems { get; init; }

    public IReadOnlyList<DiscordEmbed>? Embeds { get; init; }

    public string? WebhookId { get; init; }

    /// <summary>The one that it answers or forwards.</summary>
    public DiscordReference? MessageReference { get; init; }

    public DiscordMessage? ReferencedMessage { get; init; }

    /// <summary>Of a forwarded one.</summary>
    public IReadOnlyList<DiscordSnapshot>? MessageSnapshots { get; init; }

    /// <summary>Only in what the gateway brings.</summary>
    public JsonElement Nonce { get; init; }
}

/// <param name="Type">1: forwarded.</param>
internal sealed record DiscordReference(int Type, string? MessageId, string? ChannelId);

internal sealed record DiscordSnapshot(DiscordMessage? Message);

internal sealed record DiscordUser(string? Id, string? Username, string? GlobalName, bool Bot, bool System, DiscordMember? Member);

internal sealed record DiscordMember(DiscordUser? User, string? Nick, IReadOnlyList<string>? Roles);

internal sealed record DiscordAttachment(string? Id, string? Filename, long? Size, string? ContentType, string? Url);

internal sealed record DiscordSticker(string? Id, string? Name);

/// <summary>A card: what a link or an alert shows.</summary>
internal sealed record DiscordEmbed(string? Title, string? Description, IReadOnlyList<DiscordField>? Fields);

internal sealed record DiscordField(string? Name, string? Value);
