using System.Text.Json.Serialization;

namespace Archon.Bots.Slack.Rendering;

/// <summary>A block of a message, of the two kinds that we send.</summary>
internal sealed record SlackBlock(string Type)
{
    public string? Text { get; private init; }

    public IReadOnlyList<SlackElement>? Elements { get; private init; }

    public static SlackBlock Markdown(string text) => new("markdown") { Text = text };

    public static SlackBlock Actions(IReadOnlyList<SlackElement> buttons) => new("actions") { Elements = buttons };
}

/// <param name="ActionId">Unique in its message, and the same after an edit.</param>
/// <param name="Value">What a press sends back.</param>
internal sealed record SlackElement(string Type, string ActionId, SlackLabel Text, string Value);

internal sealed record SlackLabel(string Type, string Text);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(List<SlackBlock>))]
internal sealed partial class SlackBlockJson : JsonSerializerContext;
