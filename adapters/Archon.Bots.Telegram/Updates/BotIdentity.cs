namespace Archon.Bots.Telegram.Updates;

/// <summary>Who we are there. Source: getMe.</summary>
/// <param name="ReadsGroups">Privacy mode is off: groups deliver everything, and not only what Telegram takes to be meant for the bot.</param>
internal sealed record BotIdentity(string Id, string Username, bool ReadsGroups)
{
    public bool IsNamed(string mention) => mention.Equals($"@{Username}", StringComparison.OrdinalIgnoreCase);
}
