using System.Text.Json;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.OpenAi;

/// <summary>The one call that Codex makes.</summary>
internal sealed class ResponsesApi(ReplyScript script, RequestJournal journal, TimeProvider time, CancellationToken stopToken)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/responses", AnswerAsync);
        routes.MapFallback(context =>
            ResponseWriter.RefuseAsync(context, new ScriptedError(404, Message: $"Not found: {context.Request.Path}"))
        );
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        var body = await ReadAsync(context.Request, gone.Token);
        var view = ResponsesPrompt.Of(body);
        var (reply, name) = Refusal(context.Request, body) is { } error
            ? (new ScriptedReply { Error = error }, "refused")
            : script.Take(view.Subject, view.IsMain);
        var request = new RecordedRequest(time.GetUtcNow(), context.Request.Path, body, name, view);
        journal.Add(request);
        var finished = false;
        try
        {
            finished = await new ResponseWriter(context, reply, body, time).WriteAsync(gone.Token);
            if (finished)
            {
                await context.Response.CompleteAsync();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && gone.IsCancellationRequested)
        {
            finished = false;
            context.Abort();
        }
        finally
        {
            journal.End(request, finished && !context.RequestAborted.IsCancellationRequested);
        }
    }

    private static ScriptedError? Refusal(HttpRequest request, JsonElement body)
    {
        var key = request.Headers.Authorization.ToString();
        return key.Length == 0 || key.Contains("invalid", StringComparison.OrdinalIgnoreCase)
                ? new ScriptedError(401, "invalid_request_error", "Incorrect API key provided.")
            : body.ValueKind != JsonValueKind.Object || ResponsesPrompt.StringOf(body, "model") is null
                ? new ScriptedError(400, "invalid_request_error", "Missing required parameter: 'model'.")
            : null;
    }

    private static async Task<JsonElement> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
