using System.Text.Json;
using Archon.Bots.Emulators.Models;

namespace Archon.Bots.Emulators.Anthropic;

/// <summary>The calls that a client of the real API makes.</summary>
internal sealed class MessagesApi(ReplyScript script, RequestJournal journal, TimeProvider time, CancellationToken stopToken)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", [HttpMethods.Head, HttpMethods.Get], () => Results.Ok());
        routes.MapPost("/v1/messages", context => AnswerAsync(context, counts: false));
        routes.MapPost("/v1/messages/count_tokens", context => AnswerAsync(context, counts: true));
        routes.MapFallback(context => ApiErrors.WriteAsync(context, new ScriptedError(404, Message: $"Not found: {context.Request.Path}")));
    }

    private async Task AnswerAsync(HttpContext context, bool counts)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        var body = await ReadAsync(context.Request, gone.Token);
        var refusal =
            context.Request.ContentLength > RequestRules.LargestBody
                ? new ScriptedError(413)
                : RequestRules.CheckHeaders(context.Request.Headers);
        var view = Prompt.View(body);
        refusal ??= RequestRules.CheckBody(body, counts);
        var (reply, name) = (refusal, counts) switch
        {
            ({ } error, _) => (new ScriptedReply { Error = error }, "refused"),
            (_, true) => (new ScriptedReply(), "count"),
            _ => script.Take(view.Subject, view.IsMain),
        };
        var request = new RecordedRequest(time.GetUtcNow(), context.Request.Path, body, name, view);
        journal.Add(request);

        var finished = false;
        try
        {
            finished =
                name == "count"
                    ? await CountAsync(context, body)
                    : await new MessageWriter(context, reply, body, time).WriteAsync(gone.Token);
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

    private static async Task<bool> CountAsync(HttpContext context, JsonElement body)
    {
        context.Response.ContentType = "application/json";
        var json = EmulatorJson.ToLine(new { input_tokens = MessageContent.EstimateTokens(body) });
        await context.Response.WriteAsync(json, context.RequestAborted);
        return true;
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
