using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Playground.Slack;

/// <summary>What people write on Slack, as they see it.</summary>
internal static class SlackText
{
    public static string AsTyped(string text) =>
        text.Replace($"<@{SlackWorld.BotUser}>", "@archon", StringComparison.Ordinal)
            .Replace("&lt;", "<", StringComparison.Ordinal)
            .Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);

    public static string Emoji(string name) =>
        name switch
        {
            "eyes" => "👀",
            "white_check_mark" => "✅",
            "x" => "❌",
            _ => $":{name}:",
        };
}
