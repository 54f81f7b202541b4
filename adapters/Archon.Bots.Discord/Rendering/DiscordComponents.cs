using System.Text.Json.Nodes;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Discord.Rendering;

/// <summary>The buttons of a reply as a message's <c>components</c>. Pure. Source: Discord, Component Reference.</summary>
internal static class DiscordComponents
{
    /// <summary>Source: Component Reference, Action Row: 5 buttons.</summary>
    private const int ButtonsOfARow = 5;

    /// <summary>Source: Create Message, components: 5 rows.</summary>
    private const int MostRows = 5;

    /// <summary>Unit: UTF-16 code units. Source: Component Reference, Button: label of 80 characters.</summary>
    private const int LongestLabel = 80;

    private const int RowType = 1;
    private const int ButtonType = 2;
    private const int SecondaryStyle = 2;

    /// <summary>Empty where there are none: an edit takes away by that those that were there.</summary>
    public static JsonArray Of(ReplyBody body) =>
        [
            .. body
                // A message with the same custom_id twice is refused.
                .Buttons.DistinctBy(button => button.Action)
                .Chunk(ButtonsOfARow)
                .Take(MostRows)
                .Select(JsonNode (row) => new JsonObject { ["type"] = RowType, ["components"] = new JsonArray([.. row.Select(Button)]) }),
        ];

    private static JsonObject Button(ReplyButton button) =>
        new()
        {
            ["type"] = ButtonType,
            ["style"] = SecondaryStyle,
            ["label"] = ButtonLabel.Of(button.Label, LongestLabel),
            ["custom_id"] = button.Action,
        };
}
