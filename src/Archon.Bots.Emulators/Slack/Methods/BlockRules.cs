using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Api;

namespace Archon.Bots.Emulators.Slack.Methods;

/// <summary>What Block Kit lets through.</summary>
internal static class BlockRules
{
    /// <summary>Unit: UTF-16 code units, over all markdown blocks of a message, and of a markdown_text. Source: Block Kit, markdown.</summary>
    public const int LongestMarkdown = 12_000;

    /// <summary>Source: Block Kit: 50 blocks in a message, 100 in a view.</summary>
    private const int MostInMessage = 50;
    private const int MostInView = 100;

    /// <summary>Unit: UTF-16 code units. Source: Block Kit, section.</summary>
    private const int LongestSection = 3_000;

    /// <summary>Unit: UTF-16 code units of the JSON of all blocks, beside a markdown block. Twice what was seen, as quotes count double.</summary>
    private const int LongestBlocks = 26_400;

    /// <exception cref="SlackApiException">They are not to be taken.</exception>
    public static void Check(JsonArray? blocks)
    {
        var all = (blocks ?? []).OfType<JsonObject>().ToList();
        var markdown = all.Where(block => block["type"]?.ToString() == "markdown").Sum(block => block["text"]?.ToString().Length ?? 0);
        if (all.Count > MostInMessage || markdown > LongestMarkdown || all.Any(IsTooLong))
        {
            throw new SlackApiException("invalid_blocks");
        }

        if (markdown > 0 && all.Sum(block => block.ToJsonString().Length) > LongestBlocks)
        {
            throw new SlackApiException("msg_blocks_too_long");
        }
    }

    /// <exception cref="SlackApiException">They are not to be taken.</exception>
    public static void CheckView(JsonArray blocks)
    {
        var all = blocks.OfType<JsonObject>().ToList();
        if (all.Count > MostInView || all.Any(block => IsTooLong(block) || block["type"]?.ToString() == "markdown"))
        {
            throw new SlackApiException("invalid_arguments");
        }
    }

    private static bool IsTooLong(JsonObject block) =>
        block["type"]?.ToString() == "section" && (block["text"] as JsonObject)?["text"]?.ToString().Length > LongestSection;
}
