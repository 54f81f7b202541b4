using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.OpenAi;

/// <summary>Streams one answer, and breaks it off where the script says so. Source: OpenAI, API reference, Responses, streaming events.</summary>
internal sealed partial class ResponseWriter(HttpContext context, ScriptedReply reply, JsonElement body, TimeProvider time)
{
    // A reset takes the pieces with it that the client has not read yet.
    private static readonly TimeSpan TimeToRead = TimeSpan.FromMilliseconds(250);

    private readonly string _id = $"resp_{Guid.CreateVersion7():N}";
    private readonly JsonArray _output = [];
    private int _sent;

    /// <summary>True when the whole answer was sent.</summary>
    internal async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        if (reply.After is { } after)
        {
            await after.WaitAsync(cancellationToken);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(reply.DelayMs), time, cancellationToken);
        if (reply is { Hang: true, HasContent: false })
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        if (reply.Drop == ScriptedDrop.Before)
        {
            context.Abort();
            return false;
        }

        if (reply.Error is { } error)
        {
            await RefuseAsync(context, error);
            return true;
        }

        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await SendAsync("response.created", new JsonObject { ["response"] = Response("in_progress") }, cancellationToken);
        return await WriteItemsAsync(cancellationToken);
    }

    internal static async Task RefuseAsync(HttpContext context, ScriptedError error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/json";
        if (error.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        await context.Response.WriteAsync(EmulatorJson.ToLine(new { error = Detail(error) }), context.RequestAborted);
    }

    private async Task<bool> WriteItemsAsync(CancellationToken cancellationToken)
    {
        string[] pieces = reply.Deltas.Length > 0 ? [.. reply.Deltas] : [.. Words().Matches(reply.Text ?? "").Select(word => word.Value)];
        if (pieces.Length > 0)
        {
            var breaksOff = reply.Drop is not null || reply.StreamError is not null;
            await WriteTextAsync(
                breaksOff ? pieces[..((pieces.Length + 1) / 2)] : pieces,
                isWhole: !breaksOff && !reply.Hang,
                cancellationToken
            );
            if (breaksOff || reply.Hang)
            {
                return await BreakOffAsync(cancellationToken);
            }
        }

        foreach (var tool in reply.Tools)
        {
            await WriteItemAsync(Call(tool), cancellationToken);
        }

        await SendAsync("response.completed", new JsonObject { ["response"] = Response("completed") }, cancellationToken);
        return true;
    }

    private async Task WriteTextAsync(string[] pieces, bool isWhole, CancellationToken cancellationToken)
    {
        var id = $"msg_{Guid.CreateVersion7():N}";
        await SendAsync("response.output_item.added", Item(Message(id, "", "in_progress")), cancellationToken);
        foreach (var piece in pieces)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(reply.DeltaDelayMs), time, cancellationToken);
            await SendAsync(
                "response.output_text.delta",
                new JsonObject
                {
                    ["item_id"] = id,
                    ["output_index"] = _output.Count,
                    ["content_index"] = 0,
                    ["delta"] = piece,
                },
                cancellationToken
            );
        }

        if (isWhole)
        {
            await EndItemAsync(Message(id, string.Concat(pieces), "completed"), cancellationToken);
        }
    }

    private async Task WriteItemAsync(JsonObject item, CancellationToken cancellationToken)
    {
        await SendAsync("response.output_item.added", Item((JsonObject)item.DeepClone()), cancellationToken);
        await EndItemAsync(item, cancellationToken);
    }

    private async Task EndItemAsync(JsonObject item, CancellationToken cancellationToken)
    {
        await SendAsync("response.output_item.done", Item(item), cancellationToken);
        _output.Add(item.DeepClone());
    }

    private async Task<bool> BreakOffAsync(CancellationToken cancellationToken)
    {
        if (reply.StreamError is { } error)
        {
            var failed = Response("failed");
            failed["error"] = JsonSerializer.SerializeToNode(new { code = error.Type, message = error.Message });
            await SendAsync("response.failed", new JsonObject { ["response"] = failed }, cancellationToken);
            return false;
        }

        if (reply.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        await Task.Delay(TimeToRead, time, cancellationToken);
        context.Abort();
        return false;
    }

    /// <summary>A tool whose argument is one text is a custom one.</summary>
    private static JsonObject Call(ScriptedTool tool)
    {
        var id = $"call_{Guid.CreateVersion7():N}";
        return tool.Input.ValueKind == JsonValueKind.String
            ? new JsonObject
            {
                ["type"] = "custom_tool_call",
                ["id"] = $"ctc_{id}",
                ["call_id"] = id,
                ["name"] = tool.Name,
                ["input"] = tool.Input.GetString(),
                ["status"] = "completed",
            }
            : new JsonObject
            {
                ["type"] = "function_call",
                ["id"] = $"fc_{id}",
                ["call_id"] = id,
                ["name"] = tool.Name,
                ["arguments"] = tool.Input.GetRawText(),
                ["status"] = "completed",
            };
    }

    private static JsonObject Message(string id, string text, string status) =>
        new()
        {
            ["type"] = "message",
            ["id"] = id,
            ["role"] = "assistant",
            ["status"] = status,
            ["content"] =
                text.Length == 0
                    ? new JsonArray()
                    : new JsonArray(
                        new JsonObject
                        {
                            ["type"] = "output_text",
                            ["text"] = text,
                            ["annotations"] = new JsonArray(),
                        }
                    ),
        };

    private JsonObject Item(JsonObject item) => new() { ["output_index"] = _output.Count, ["item"] = item };

    private JsonObject Response(string status)
    {
        // About four characters are a token; nobody needs it closer, but it has to grow with the conversation.
        var usage =
            reply.Usage ?? new ScriptedUsage(Math.Max(1, body.GetRawText().Length / 4), Math.Max(1, _output.ToJsonString().Length / 4));
        return new JsonObject
        {
            ["id"] = _id,
            ["object"] = "response",
            ["status"] = status,
            ["model"] = ResponsesPrompt.StringOf(body, "model"),
            ["output"] = _output.DeepClone(),
            ["usage"] =
                status == "completed"
                    ? new JsonObject
                    {
                        ["input_tokens"] = usage.InputTokens,
                        ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = usage.CacheReadInputTokens },
                        ["output_tokens"] = usage.OutputTokens,
                        ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 },
                        ["total_tokens"] = usage.InputTokens + usage.OutputTokens,
                    }
                    : null,
        };
    }

    private static object Detail(ScriptedError error) =>
        new
        {
            message = error.Message ?? $"refused by the script ({error.Status})",
            type = error.Type ?? (error.Status >= 500 ? "server_error" : "invalid_request_error"),
            code = error.Type,
        };

    private async Task SendAsync(string type, JsonObject data, CancellationToken cancellationToken)
    {
        data.Insert(0, "type", type);
        data["sequence_number"] = _sent++;
        await context.Response.WriteAsync($"event: {type}\ndata: {data.ToJsonString(EmulatorJson.Options)}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    [GeneratedRegex(@"\s*\S+\s*", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
