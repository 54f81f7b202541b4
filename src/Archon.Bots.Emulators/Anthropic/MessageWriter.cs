using System.Text;
using System.Text.Json;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>Sends one answer, streamed or whole, and breaks it off where the script says so.</summary>
internal sealed class MessageWriter(HttpContext context, ScriptedReply reply, JsonElement body, TimeProvider time)
{
    // A reset takes the pieces with it that the client has not read yet; real networks are slower than loopback, too.
    private static readonly TimeSpan TimeToRead = TimeSpan.FromMilliseconds(250);

    private readonly MessageContent _content = MessageContent.Of(reply, body);
    private readonly string _id = $"msg_{Guid.CreateVersion7():N}";
    private readonly string _model = Prompt.StringOf(body, "model") ?? "";

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
            await ApiErrors.WriteAsync(context, error);
            return true;
        }

        context.Response.Headers["request-id"] = ApiErrors.NewRequestId();
        return Prompt.WantsStream(body) ? await WriteStreamAsync(cancellationToken) : await WriteWholeAsync(cancellationToken);
    }

    private async Task<bool> WriteWholeAsync(CancellationToken cancellationToken)
    {
        if (reply.StreamError is { } error)
        {
            await ApiErrors.WriteAsync(context, error);
            return true;
        }

        var json = Encoding.UTF8.GetBytes(
            EmulatorJson.ToLine(
                Message([.. _content.Blocks.Select(block => block.Whole)], _content.StopReason, _content.Usage.OutputTokens)
            )
        );
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        if (reply.Drop is not null || reply.Hang)
        {
            await context.Response.Body.WriteAsync(json.AsMemory(0, json.Length / 2), cancellationToken);
            await context.Response.Body.FlushAsync(cancellationToken);
            return await BreakOffAsync(cancellationToken);
        }

        await context.Response.Body.WriteAsync(json, cancellationToken);
        return true;
    }

    private async Task<bool> WriteStreamAsync(CancellationToken cancellationToken)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        await SendAsync("message_start", new { message = Message([], stopReason: null, outputTokens: 1) }, cancellationToken);
        await SendAsync("ping", new { }, cancellationToken);

        var pieces = _content.Blocks.Sum(block => block.Deltas.Length);
        var left = reply.Drop is not null || reply.StreamError is not null ? (pieces + 1) / 2 : int.MaxValue;
        for (var index = 0; index < _content.Blocks.Length; index++)
        {
            left -= await WriteDeltasAsync(index, left, cancellationToken);
            if (left == 0 || (reply.Hang && index == _content.Blocks.Length - 1))
            {
                return await BreakOffAsync(cancellationToken);
            }

            await SendAsync("content_block_stop", new { index }, cancellationToken);
        }

        var end = new { stop_reason = _content.StopReason, stop_sequence = (string?)null };
        await SendAsync("message_delta", new { delta = end, usage = UsageJson(_content.Usage.OutputTokens) }, cancellationToken);
        await SendAsync("message_stop", new { }, cancellationToken);
        return true;
    }

    /// <summary>The number of pieces that were sent, at most <paramref name="limit"/>.</summary>
    private async Task<int> WriteDeltasAsync(int index, int limit, CancellationToken cancellationToken)
    {
        var block = _content.Blocks[index];
        await SendAsync("content_block_start", new { index, content_block = block.Start }, cancellationToken);
        var sent = 0;
        foreach (var delta in block.Deltas.Take(limit))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(sent++ > 0 ? reply.DeltaDelayMs : 0), time, cancellationToken);
            await SendAsync("content_block_delta", new { index, delta }, cancellationToken);
        }

        return sent;
    }

    private async Task<bool> BreakOffAsync(CancellationToken cancellationToken)
    {
        if (reply.StreamError is { } error)
        {
            await SendAsync("error", new { error = ApiErrors.Detail(error) }, cancellationToken);
            return false;
        }

        if (reply.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        if (reply.Drop == ScriptedDrop.Mid)
        {
            await Task.Delay(TimeToRead, time, cancellationToken);
            context.Abort();
        }

        return false;
    }

    private async Task SendAsync(string type, object data, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToNode(data, EmulatorJson.Options)!.AsObject();
        json.Insert(0, "type", type);
        await context.Response.WriteAsync($"event: {type}\ndata: {json.ToJsonString(EmulatorJson.Options)}\n\n", cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    private object Message(object[] content, string? stopReason, int outputTokens) =>
        new
        {
            id = _id,
            type = "message",
            role = "assistant",
            model = _model,
            content,
            stop_reason = stopReason,
            stop_sequence = (string?)null,
            usage = UsageJson(outputTokens),
        };

    private object UsageJson(int outputTokens) =>
        new
        {
            input_tokens = _content.Usage.InputTokens,
            cache_creation_input_tokens = _content.Usage.CacheCreationInputTokens,
            cache_read_input_tokens = _content.Usage.CacheReadInputTokens,
            output_tokens = outputTokens,
            service_tier = "standard",
        };
}
