using System.Text.Json.Serialization;
using Archon.Bots.Discord.Interactions;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>GUILD_CREATE: a server as it stands. Source: Discord, gateway events.</summary>
/// <param name="Unavailable">It cannot be reached now, and comes again.</param>
/// <param name="Threads">Those that are active.</param>
internal sealed record DiscordGuild(
    string? Id,
    string? Name,
    bool? Unavailable,
    IReadOnlyList<DiscordChannel>? Channels,
    IReadOnlyList<DiscordChannel>? Threads,
    IReadOnlyList<DiscordRole>? Roles
);

internal sealed record DiscordRole(string? Id, string? Name, DiscordRoleTags? Tags);

/// <param name="BotId">The bot whose own role it is.</param>
internal sealed record DiscordRoleTags(string? BotId);

/// <summary>GUILD_ROLE_CREATE, GUILD_ROLE_UPDATE.</summary>
internal sealed record DiscordRoleChange(string? GuildId, DiscordRole? Role);

/// <summary>THREAD_LIST_SYNC.</summary>
internal sealed record DiscordThreads(string? GuildId, IReadOnlyList<DiscordChannel>? Threads);

/// <summary>MESSAGE_DELETE, MESSAGE_DELETE_BULK.</summary>
internal sealed record DiscordDeletion(string? Id, IReadOnlyList<string>? Ids, string? ChannelId, string? GuildId);

/// <summary>JSON by generated code. Unknown fields are left out, for Discord adds new ones at any time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(DiscordMessage))]
[JsonSerializable(typeof(DiscordInteraction))]
[JsonSerializable(typeof(DiscordDeletion))]
[JsonSerializable(typeof(DiscordGuild))]
[JsonSerializable(typeof(DiscordChannel))]
[JsonSerializable(typeof(DiscordRoleChange))]
[JsonSerializable(typeof(DiscordThreads))]
[JsonSerializable(typeof(List<DiscordRole>))]
internal sealed partial class DiscordEventJson : JsonSerializerContext;
