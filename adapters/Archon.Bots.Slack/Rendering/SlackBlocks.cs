using System.Text;
using System.Text.Json;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Slack.Rendering;

/// <param name="Text">What notifications and screen readers get, as mrkdwn.</param>
/// <param name="Blocks">What is seen.</param>
internal sealed record RenderedMessage(string Text, JsonElement Blocks);

/// <summary>A reply as Slack's blocks: its Markdown, and its buttons below. Pure. Source: Slack, Block Kit reference.</summary>
internal static class SlackBlocks
{
    /// <summary>Unit: UTF-16 code units, escaped. Source: chat.postMessage advises 4,000 for the text.</summary>
    public const int LongestText = 3_000;

    /// <summary>Source: Block Kit, actions: 25 elements.</summary>
    private const int MostButtons = 25;

    /// <summary>Unit: UTF-16 code units. Source: Block Kit, button: text of 75 characters.</summary>
    private const int LongestLabel = 75;

    /// <summary>Slack takes no empty text.</summary>
    private const string Nothing = "…";

    public static RenderedMessage Of(ReplyBody body)
    {
        var plain = PlainText.Of(body.Markdown);
        var isEmpty = plain.Length == 0;
        List<SlackBlock> blocks = [SlackBlock.Markdown(isEmpty ? Nothing : SlackMarkdown.Render(body.Markdown))];
        if (!body.Buttons.IsEmpty)
        {
            blocks.Add(SlackBlock.Actions([.. body.Buttons.Take(MostButtons).Select(Button)]));
        }

        return new RenderedMessage(
            isEmpty ? Nothing : Escape(plain),
            JsonSerializer.SerializeToElement(blocks, SlackBlockJson.Default.ListSlackBlock)
        );
    }

    private static SlackElement Button(ReplyButton button, int number) =>
        new("button", $"button-{number}", new SlackLabel("plain_text", ButtonLabel.Of(button.Label, LongestLabel)), button.Action);

    /// <summary>Cut between characters, never within an entity.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(Math.Min(text.Length, LongestText));
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
        {
            ReadOnlySpan<char> next = rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => units[..rune.EncodeToUtf16(units)],
            };
            if (escaped.Length + next.Length > LongestText - Nothing.Length)
            {
                return escaped.Append(Nothing[0]).ToString();
            }

            escaped.Append(next);
        }

        return escaped.ToString();
    }
}
