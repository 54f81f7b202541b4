using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Hosting;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Control;

/// <summary>/_control/…: the people's side of an emulator.</summary>
/// <param name="gate">Held while a call is done that does not wait.</param>
/// <param name="changed">Told of each change.</param>
internal sealed class ControlCalls(Lock gate, ChangeSignal changed, CancellationToken stopToken)
{
    private readonly Dictionary<string, Func<ControlBody, CancellationToken, Task<JsonNode>>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<ControlBody, (byte[] Bytes, string? Mime)>> _files = new(StringComparer.Ordinal);

    public void Add(string name, Func<ControlBody, CancellationToken, Task<JsonNode>> call) => _calls.Add(name, call);

    /// <summary>A call that changes something.</summary>
    public void Add(string name, Func<ControlBody, JsonNode> call) =>
        AddLook(
            name,
            body =>
            {
                var answer = call(body);
                changed.Pulse();
                return answer;
            }
        );

    /// <summary>A call that only looks.</summary>
    public void AddLook(string name, Func<ControlBody, JsonNode> call) =>
        _calls.Add(
            name,
            (body, _) =>
            {
                lock (gate)
                {
                    return Task.FromResult(call(body));
                }
            }
        );

    /// <summary>A call that only looks, and is answered with a list of its name.</summary>
    public void AddList(string name, Func<ControlBody, JsonArray> call) =>
        AddLook(name, body => new JsonObject { ["ok"] = true, [name] = call(body) });

    /// <summary>A call that is answered with bytes.</summary>
    public void AddFile(string name, Func<ControlBody, (byte[] Bytes, string? Mime)> call) => _files.Add(name, call);

    /// <exception cref="ControlException">There is no such call, or it cannot be done.</exception>
    public Task<JsonNode> CallAsync(string name, ControlBody body, CancellationToken cancellationToken) =>
        _calls.TryGetValue(name, out var call)
            ? call(body, cancellationToken)
            : throw new ControlException($"there is no control call {name}");

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        try
        {
            await AnswerAsync(context, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        JsonNode answer;
        try
        {
            var name = context.Request.Path.Value!["/_control/".Length..];
            var body = await ControlBody.ReadAsync(context.Request, cancellationToken);
            if (_files.TryGetValue(name, out var file))
            {
                await WriteAsync(context, file, body, cancellationToken);
                return;
            }

            answer = await CallAsync(name, body, cancellationToken);
        }
        catch (ControlException wrong)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new JsonObject { ["ok"] = false, ["error"] = wrong.Message };
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(JsonText.Options), cancellationToken);
    }

    private async Task WriteAsync(
        HttpContext context,
        Func<ControlBody, (byte[] Bytes, string? Mime)> file,
        ControlBody body,
        CancellationToken cancellationToken
    )
    {
        byte[] bytes;
        lock (gate)
        {
            (bytes, context.Response.ContentType) = file(body);
        }

        await context.Response.Body.WriteAsync(bytes, cancellationToken);
    }
}
