namespace Archon.Bots.Discord.Events;

/// <summary>Who we are there. Source: GET /users/@me.</summary>
/// <param name="User">What a mention names.</param>
internal sealed record DiscordIdentity(string User, string Name);
