using System.Text.Json.Nodes;

namespace Archon.Bots.Discord.Interactions;

/// <summary>The form that an <c>/ask</c> without words opens. Source: Discord, component reference, label and text input.</summary>
internal static class DiscordForm
{
    private const int Answer = 9;
    private const int Label = 18;
    private const int TextInput = 4;
    private const int Paragraph = 2;

    /// <summary>Unit: characters. Source: as above.</summary>
    private const int Longest = 4_000;

    public static JsonObject Ask() =>
        new()
        {
            ["type"] = Answer,
            ["data"] = new JsonObject
            {
                ["custom_id"] = "ask",
                ["title"] = "Ask the agent",
                ["components"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = Label,
                        ["label"] = "What is to be done?",
                        ["component"] = new JsonObject
                        {
                            ["type"] = TextInput,
                            ["custom_id"] = "prompt",
                            ["style"] = Paragraph,
                            ["max_length"] = Longest,
                            ["required"] = true,
                        },
                    }
                ),
            },
        };
}
