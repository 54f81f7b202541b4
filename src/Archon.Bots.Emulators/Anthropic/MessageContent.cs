using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>One block of an answer, with the pieces in which it is streamed.</summary>
/// <param name="Start">The block as <c>content_block_start</c> shows it.</param>
/// <param name="Whole">The block as an answer without streaming shows it.</param>
internal sealed record ContentBlock(object Start, ImmutableArray<object> Deltas, object Whole);

/// <summary>An answer's blocks, stop reason and usage.</summary>
internal sealed partial record MessageContent(ImmutableArray<ContentBlock> Blocks, string StopReason, ScriptedUsage Usage)
{
    internal static MessageContent Of(ScriptedReply reply, JsonElement body)
    {
        var blocks = ImmutableArray.CreateBuilder<ContentBlock>();
        if (reply.Thinking is { } thinking)
        {
            blocks.Add(Thinking(thinking));
        }

        ImmutableArray<string> pieces =
            reply.Deltas.Length > 0 ? reply.Deltas : [.. Words().Matches(reply.Text ?? "").Select(word => word.Value)];
        if (pieces.Length > 0)
        {
            blocks.Add(Text(pieces));
        }

        blocks.AddRange(reply.Tools.Select(Tool));
        var stopReason = reply.StopReason ?? (reply.Tools.Length > 0 ? "tool_use" : "end_turn");
        return new MessageContent(blocks.ToImmutable(), stopReason, reply.Usage ?? Estimate(body, reply, pieces));
    }

    internal static int EstimateTokens(JsonElement body) => Tokens(body.GetRawText().Length);

    // About four characters are a token; nobody needs it closer, but it has to grow with the conversation.
    private static int Tokens(int characters) => Math.Max(1, characters / 4);

    private static ScriptedUsage Estimate(JsonElement body, ScriptedReply reply, ImmutableArray<string> pieces) =>
        new(EstimateTokens(body), Tokens(pieces.Sum(piece => piece.Length) + reply.Tools.Sum(tool => tool.Input.GetRawText().Length)));

    private static ContentBlock Thinking(string thinking)
    {
        const string Signature = "RW11bGF0ZWQ=";
        return new(
            new
            {
                type = "thinking",
                thinking = "",
                signature = "",
            },
            [new { type = "thinking_delta", thinking }, new { type = "signature_delta", signature = Signature }],
            new
            {
                type = "thinking",
                thinking,
                signature = Signature,
            }
        );
    }

    private static ContentBlock Text(ImmutableArray<string> pieces) =>
        new(
            new { type = "text", text = "" },
            [.. pieces.Select(text => (object)new { type = "text_delta", text })],
            new { type = "text", text = string.Concat(pieces) }
        );

    private static ContentBlock Tool(ScriptedTool tool)
    {
        var id = $"toolu_{Guid.CreateVersion7():N}";
        var json = tool.Input.GetRawText();
        var half = json.Length / 2;
        return new(
            new
            {
                type = "tool_use",
                id,
                name = tool.Name,
                input = new { },
            },
            [Piece(""), Piece(json[..half]), Piece(json[half..])],
            new
            {
                type = "tool_use",
                id,
                name = tool.Name,
                input = tool.Input,
            }
        );
    }

    private static object Piece(string json) => new { type = "input_json_delta", partial_json = json };

    [GeneratedRegex(@"\s*\S+\s*", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
