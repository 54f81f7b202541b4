using System.Collections.Immutable;
using System.Text.Json;

namespace Archon.Bots.Emulators.Models;

/// <summary>The control API: scripts the replies and tells what was asked.</summary>
internal sealed class ModelControl(ReplyScript script, RequestJournal journal, TimeProvider time, CancellationToken stopToken)
{
    private const int DefaultTimeoutMs = 10_000;

    internal void Map(IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/_control");
        control.MapPost("/script", ScriptAsync);
        control.MapPost("/reset", context => ResetAsync(context));
        control.MapGet(
            "/requests",
            context => WriteAsync(context, new { ok = true, requests = journal.Snapshot().Select(RequestJournal.ToJson) })
        );
        control.MapGet("/wait", WaitAsync);
    }

    private async Task ScriptAsync(HttpContext context)
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync<ScriptBody>(
                context.Request.Body,
                EmulatorJson.Options,
                context.RequestAborted
            );
            ImmutableArray<ScriptedReply> replies = body?.Replies ?? [];
            script.Add(replies);
            await WriteAsync(context, new { ok = true, added = replies.Length });
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, new { ok = false, error = exception.Message });
        }
    }

    private Task ResetAsync(HttpContext context)
    {
        script.Clear();
        journal.Clear();
        return WriteAsync(context, new { ok = true });
    }

    private async Task WaitAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var contains = query["contains"].ToString();
        var count = int.TryParse(query["count"], out var wanted) ? wanted : 1;
        var milliseconds = int.TryParse(query["timeoutMs"], out var given) ? given : DefaultTimeoutMs;
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted, stopToken);
        try
        {
            var request = await journal.WaitAsync(candidate => Contains(candidate, contains), count, either.Token);
            await WriteAsync(context, new { ok = true, request = RequestJournal.ToJson(request) });
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await WriteAsync(context, new { ok = false, timeout = true });
        }
    }

    private static bool Contains(RecordedRequest request, string text) =>
        text.Length == 0
        || request.Subject.Contains(text, StringComparison.Ordinal)
        || request.UserTexts.Any(userText => userText.Contains(text, StringComparison.Ordinal));

    private static async Task WriteAsync(HttpContext context, object value)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(EmulatorJson.ToLine(value), context.RequestAborted);
    }

    private sealed record ScriptBody(ImmutableArray<ScriptedReply>? Replies);
}
