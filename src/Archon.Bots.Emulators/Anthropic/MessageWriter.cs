using System.Text;
using System.Text.Json;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>Sends one answer, streamed or whole, and breaks it off where the script says so.</summary>
internal sealed class MessageWriter(HttpContext context, ScriptedReply reply, JsonElement body, TimeProvider time)
{
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
        if (reply.Drop == ScriptedDrop.Mid || reply.Hang)
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
        await SendAsync("message_start", new { type = "message_start", message = Message([], null, 1) }, cancellationToken);
        await SendAsync("ping", new { type = "ping" }, cancellationToken);

        var breaksMidway = reply.Drop == ScriptedDrop.Mid || reply.StreamError is not null;
        var left = _content.Blocks.Sum(block => block.Deltas.Length);
        left = breaksMidway ? (left + 1) / 2 : left;
        for (var index = 0; index < _content.Blocks.Length; index++)
        {
            var block = _content.Blocks[index];
            await SendAsync(
                "content_block_start",
                new
                {
                    type = "content_block_start",
                    index,
                    content_block = block.Start,
                },
                cancellationToken
            );
            foreach (var delta in block.Deltas)
            {
                await SendAsync(
                    "content_block_delta",
                    new
                    {
                        type = "content_block_delta",
                        index,
                        delta,
                    },
                    cancellationToken
                );
                if (--left == 0 && breaksMidway)
                {
                    return await BreakOffAsync(cancellationToken);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(reply.DeltaDelayMs), time, cancellationToken);
            }

            if (reply.Hang && index == _content.Blocks.Length - 1)
            {
                return await BreakOffAsync(cancellationToken);
            }

            await SendAsync("content_block_stop", new { type = "content_block_stop", index }, cancellationToken);
        }

        var delta_ = new { stop_reason = _content.StopReason, stop_sequence = (string?)null };
        await SendAsync(
            "message_delta",
            new
            {
                type = "message_delta",
                delta = delta_,
                usage = UsageJson(_content.Usage.OutputTokens),
            },
            cancellationToken
        );
        await SendAsync("message_stop", new { type = "message_stop" }, cancellationToken);
        return true;
    }

    private async Task<bool> BreakOffAsync(CancellationToken cancellationToken)
    {
        if (reply.StreamError is { } error)
        {
            await SendAsync("error", ApiErrors.Body(error, requestId: null), cancellationToken);
            return false;
        }

        if (reply.Hang)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }

        context.Abort();
        return false;
    }

    private async Task SendAsync(string name, object data, CancellationToken cancellationToken)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: {EmulatorJson.ToLine(data)}\n\n", cancellationToken);
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
