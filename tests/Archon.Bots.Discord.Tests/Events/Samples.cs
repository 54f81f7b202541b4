using System.Text.Json;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Tests.Events;

/// <summary>Messages as Discord sends them, and the world that they are read in.</summary>
internal static class Samples
{
    /// <summary>2024-01-01T00:00:00Z.</summary>
    public const string Id = "1191168000000000001";

    public const string Later = "1191168251658240000";

    public static readonly DiscordIdentity Bot = new("10", "archon");

    public static readonly DiscordManners Manners = new(RequireMention: true, OpensThreads: true);

    public static readonly DiscordPlace Channel = new("500", "900", ChannelType.Text, Parent: null, "general");

    public static readonly DiscordPlace InThread = new("700", "900", ChannelType.PublicThread, "500", "work");

    public static readonly DiscordPlace Direct = DiscordPlace.Direct("800");

    public static readonly DiscordUser Alice = new("1", "alice", "Alice", Bot: false, System: false, Member: null);

    public static readonly DiscordUser Us = new("10", "archon", null, Bot: true, System: false, Member: null);

    public static DiscordMessage Said(string? text) =>
        new()
        {
            Id = Id,
            ChannelId = "500",
            GuildId = "900",
            Author = Alice,
            Content = text,
            Mentions = [Us],
        };

    /// <summary>An answer to a message of somebody.</summary>
    public static DiscordMessage Answering(DiscordUser author, string text, DiscordReference? root = null) =>
        Said(text) with
        {
            Type = 19,
            ReferencedMessage = new DiscordMessage
            {
                Id = "44",
                Author = author,
                Content = "said before",
                MessageReference = root,
            },
        };

    public static DiscordMessage Posted(string json) => JsonSerializer.Deserialize(json, DiscordEventJson.Default.DiscordMessage)!;

    public static DiscordFilter Only(string[]? guilds = null, string[]? channels = null, string[]? bots = null, string[]? roles = null) =>
        new((guilds ?? []).ToHashSet(), (channels ?? []).ToHashSet(), (bots ?? []).ToHashSet(), (roles ?? []).ToHashSet());

    public static DiscordEvents Mapping(DiscordFilter? filter = null, DiscordManners? manners = null) =>
        new(Bot, filter ?? DiscordFilter.None, Names.Known, manners ?? Manners);

    public static InboundMessage? Map(
        DiscordMessage message,
        DiscordPlace? place = null,
        DiscordFilter? filter = null,
        DiscordManners? manners = null
    ) => Mapping(filter, manners).Map(message, place ?? Channel);

    internal sealed class Names : IDiscordNames
    {
        public static Names Known { get; } = new();

        public string? ChannelName(string id) => id == "500" ? "general" : null;

        public string? RoleName(string id) => id == "60" ? "dev" : null;

        public bool IsOwnRole(string id) => id == "61";
    }
}
