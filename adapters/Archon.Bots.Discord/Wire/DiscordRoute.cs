using System.Globalization;

namespace Archon.Bots.Discord.Wire;

/// <summary>A call of Discord's API: what limits count together, and where it goes.</summary>
/// <param name="Template">The path without its ids: what messages and logs name.</param>
/// <param name="Major">The id whose calls are counted apart. Source: Discord, "Rate Limits", per-route.</param>
/// <param name="Path">Below the API's root.</param>
internal readonly record struct DiscordRoute(HttpMethod Method, string Template, string Major, string Path)
{
    public static DiscordRoute Me { get; } = new(HttpMethod.Get, "users/@me", "", "users/@me");

    public static DiscordRoute Application { get; } = new(HttpMethod.Get, "applications/@me", "", "applications/@me");

    public static DiscordRoute Gateway { get; } = new(HttpMethod.Get, "gateway/bot", "", "gateway/bot");

    public string Name => $"{Method} {Template}";

    /// <summary>What its limit is learned for: putting and taking a reaction share one.</summary>
    public string Counted => Template.EndsWith("/reactions", StringComparison.Ordinal) ? Template : Name;

    /// <summary>Answers to interactions are bound by no limit. Source: Discord, "Receiving and Responding".</summary>
    public bool IsFree => Template.StartsWith("interactions/", StringComparison.Ordinal);

    public static DiscordRoute Channel(string channel) => InChannel(HttpMethod.Get, channel, "");

    public static DiscordRoute ChangeChannel(string channel) => InChannel(HttpMethod.Patch, channel, "");

    /// <summary>Newest first, but with <paramref name="after"/> those that follow it.</summary>
    public static DiscordRoute Messages(string channel, int limit, string? after = null, string? before = null)
    {
        var route = InChannel(HttpMethod.Get, channel, "/messages");
        var query = string.Create(CultureInfo.InvariantCulture, $"?limit={limit}");
        query += after is null ? "" : $"&after={after}";
        query += before is null ? "" : $"&before={before}";
        return route with { Path = route.Path + query };
    }

    public static DiscordRoute Message(string channel, string message) => OfMessage(HttpMethod.Get, channel, message, "");

    public static DiscordRoute Post(string channel) => InChannel(HttpMethod.Post, channel, "/messages");

    public static DiscordRoute Edit(string channel, string message) => OfMessage(HttpMethod.Patch, channel, message, "");

    public static DiscordRoute Delete(string channel, string message) => OfMessage(HttpMethod.Delete, channel, message, "");

    public static DiscordRoute OpenThread(string channel, string message) => OfMessage(HttpMethod.Post, channel, message, "/threads");

    public static DiscordRoute React(HttpMethod method, string channel, string message, string emoji)
    {
        var route = OfMessage(method, channel, message, "/reactions/");
        return route with { Path = $"{route.Path}{Uri.EscapeDataString(emoji)}/@me" };
    }

    public static DiscordRoute Typing(string channel) => InChannel(HttpMethod.Post, channel, "/typing");

    public static DiscordRoute Roles(string guild) => new(HttpMethod.Get, "guilds/roles", guild, $"guilds/{guild}/roles");

    public static DiscordRoute Member(string guild, string user) =>
        new(HttpMethod.Get, "guilds/members", guild, $"guilds/{guild}/members/{user}");

    /// <param name="guild">Null: those of all servers.</param>
    public static DiscordRoute Commands(HttpMethod method, string application, string? guild) =>
        guild is null
            ? new(method, "applications/commands", "", $"applications/{application}/commands")
            : new(method, "applications/guilds/commands", guild, $"applications/{application}/guilds/{guild}/commands");

    public static DiscordRoute Answer(string interaction, string token) =>
        new(HttpMethod.Post, "interactions/callback", "", $"interactions/{interaction}/{token}/callback");

    private static DiscordRoute InChannel(HttpMethod method, string channel, string rest) =>
        new(method, "channels" + rest, channel, $"channels/{channel}{rest}");

    private static DiscordRoute OfMessage(HttpMethod method, string channel, string message, string rest) =>
        new(method, "channels/messages" + rest.TrimEnd('/'), channel, $"channels/{channel}/messages/{message}{rest}");
}
