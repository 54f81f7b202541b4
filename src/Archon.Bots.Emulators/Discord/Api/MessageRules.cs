using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>What Discord takes as a message. Source: Discord, message resource, limits; code points are counted.</summary>
internal static class MessageRules
{
    private const int LongestContent = 2_000;
    private const int LongestNonce = 25;

    /// <exception cref="DiscordRefusalException">50035 or 50006.</exception>
    public static void Check(JsonObject fields, bool hasFiles)
    {
        var content = fields["content"]?.ToString() ?? "";
        if (content.EnumerateRunes().Count() > LongestContent)
        {
            throw DiscordRefusalException.Form("content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.");
        }

        if (fields["nonce"]?.ToString() is { Length: > LongestNonce })
        {
            throw DiscordRefusalException.Form("nonce", "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length.");
        }

        CheckComponents(fields["components"] as JsonArray);
        if (
            string.IsNullOrWhiteSpace(content)
            && !hasFiles
            && fields["embeds"] is not JsonArray { Count: > 0 }
            && fields["components"] is not JsonArray { Count: > 0 }
        )
        {
            throw new DiscordRefusalException(400, 50006, "Cannot send an empty message");
        }
    }

    private static void CheckComponents(JsonArray? rows)
    {
        if (rows is { Count: > 5 })
        {
            throw DiscordRefusalException.Form("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var part in (rows ?? []).OfType<JsonObject>().SelectMany(row => (row["components"] as JsonArray ?? []).OfType<JsonObject>())
        )
        {
            if (part["custom_id"]?.ToString() is { } id && (id.Length is 0 or > 100 || !ids.Add(id)))
            {
                throw DiscordRefusalException.Form(
                    "components",
                    "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated"
                );
            }

            if (part["label"]?.ToString() is { Length: 0 or > 80 })
            {
                throw DiscordRefusalException.Form("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 80 in length.");
            }
        }

        if ((rows ?? []).OfType<JsonObject>().Any(row => row["components"] is not JsonArray { Count: > 0 and <= 5 }))
        {
            throw DiscordRefusalException.Form("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
        }
    }

    /// <summary>As Discord names what is neither letter nor digit in a custom emoji: name:id, or a character of Unicode.</summary>
    public static bool IsEmoji(string emoji) =>
        emoji.Contains(':', StringComparison.Ordinal)
        || emoji.EnumerateRunes().All(rune => rune.Value > 0xFF || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol);
}
