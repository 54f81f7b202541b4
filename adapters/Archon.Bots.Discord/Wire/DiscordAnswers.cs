using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Archon.Bots.Discord.Wire;

/// <summary>A channel or a thread. Source: Discord, channel resource.</summary>
/// <param name="Type">See <see cref="ChannelType"/>.</param>
/// <param name="LastMessageId">Null: nothing was ever said there.</param>
internal sealed record DiscordChannel(string? Id, int Type, string? GuildId, string? ParentId, string? Name, string? LastMessageId);

/// <summary>Source: Discord, channel resource, channel types.</summary>
internal static class ChannelType
{
    public const int Text = 0;
    public const int Direct = 1;
    public const int Announcement = 5;
    public const int AnnouncementThread = 10;
    public const int PublicThread = 11;
    public const int PrivateThread = 12;
    public const int Forum = 15;
    public const int Media = 16;

    public static bool IsThread(int type) => type is AnnouncementThread or PublicThread or PrivateThread;

    /// <summary>Whether a thread can be opened from a message that stands there.</summary>
    public static bool HasThreads(int type) => type is Text or Announcement;

    /// <summary>Whether the message that opens a thread stands in the thread itself.</summary>
    public static bool IsForum(int type) => type is Forum or Media;
}

/// <summary>GET /gateway/bot.</summary>
internal sealed record DiscordGatewayAddress(string? Url, int Shards, DiscordStartLimit? SessionStartLimit);

/// <param name="ResetAfter">Unit: milliseconds.</param>
/// <param name="MaxConcurrency">How many may begin a session within five seconds.</param>
internal sealed record DiscordStartLimit(int Total, int Remaining, double ResetAfter, int MaxConcurrency);

/// <summary>GET /applications/@me.</summary>
internal sealed record DiscordApplication(string? Id);

/// <summary>An application command. Source: Discord, application commands.</summary>
/// <param name="Type">1: typed after a slash.</param>
internal sealed record DiscordCommand(string? Name, int? Type, string? Description, IReadOnlyList<DiscordCommandOption>? Options)
{
    public IReadOnlyList<int>? Contexts { get; init; }

    public IReadOnlyList<int>? IntegrationTypes { get; init; }
}

internal sealed record DiscordCommandOption(int Type, string? Name, string? Description, bool? Required)
{
    public int? MaxLength { get; init; }
}

/// <summary>JSON by generated code. Unknown fields are left out, for Discord adds new ones at any time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(DiscordRefusal))]
[JsonSerializable(typeof(DiscordUser))]
[JsonSerializable(typeof(DiscordMember))]
[JsonSerializable(typeof(DiscordApplication))]
[JsonSerializable(typeof(DiscordMessage))]
[JsonSerializable(typeof(List<DiscordMessage>))]
[JsonSerializable(typeof(DiscordChannel))]
[JsonSerializable(typeof(DiscordGatewayAddress))]
[JsonSerializable(typeof(List<DiscordCommand>))]
internal sealed partial class DiscordJson : JsonSerializerContext;
