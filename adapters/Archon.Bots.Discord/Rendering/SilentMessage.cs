using System.Text.Json.Nodes;

namespace Archon.Bots.Discord.Rendering;

/// <summary>
/// What every message of ours says of itself: it calls nobody, for what an agent writes may be somebody else's words, and shows no previews of
/// its links. Source: Discord, message resource, allowed mentions, message flags.
/// </summary>
internal static class SilentMessage
{
    private const int NoPreviews = 1 << 2;
    private const int Ephemeral = 1 << 6;

    public static JsonObject Of(string content) => Of(content, NoPreviews);

    /// <summary>An answer that only who asked sees.</summary>
    public static JsonObject ForOne(string content) => Of(content, NoPreviews | Ephemeral);

    private static JsonObject Of(string content, int flags) =>
        new()
        {
            ["content"] = content,
            ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray(), ["replied_user"] = false },
            ["flags"] = flags,
        };
}
