using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Control;

/// <summary>/_control/…: the people's side of the emulator.</summary>
internal sealed class ControlApi
{
    private readonly TelegramWorld _world;
    private readonly CancellationToken _stopToken;
    private readonly Dictionary<string, Func<ControlBody, CancellationToken, Task<JsonNode>>> _calls;

    public ControlApi(TelegramWorld world, LongPoll poll, CallLog log, CancellationToken stopToken)
    {
        _world = world;
        _stopToken = stopToken;
        var say = new SayControls(world);
        var watch = new WatchControls(world, poll);
        var trouble = new TroubleControls(world, poll, log);
        var places = new PlaceControls(world);
        _calls = new(StringComparer.Ordinal)
        {
            ["message"] = say.SayAsync,
            ["command"] = say.CommandAsync,
            ["click"] = new PressControls(world).PressAsync,
            ["wait"] = watch.WaitAsync,
            ["edit"] = AtOnce(say.Edit),
            ["delete"] = AtOnce(say.Delete),
            ["reaction"] = AtOnce(say.React),
            ["update"] = AtOnce(say.Update),
            ["redeliver"] = AtOnce(say.Redeliver),
            ["topic"] = AtOnce(places.Topic),
            ["block"] = AtOnce(body => places.Block(body, blocked: true)),
            ["unblock"] = AtOnce(body => places.Block(body, blocked: false)),
            ["member"] = AtOnce(places.Member),
            ["migrate"] = AtOnce(places.Migrate),
            ["fault"] = AtOnce(trouble.Fault),
            ["disconnect"] = AtOnce(trouble.Disconnect),
            ["limits"] = AtOnce(trouble.Limits),
            ["reset"] = AtOnce(trouble.Reset),
            ["transcript"] = AtOnce(watch.Transcript),
            ["state"] = AtOnce(_ => watch.State()),
            ["calls"] = AtOnce(body => List("calls", log.ToJson(body.Text("method")))),
            ["violations"] = AtOnce(_ => List("violations", world.ViolationsJson())),
            ["updates"] = AtOnce(_ => List("updates", [.. world.Updates.All.Select(update => (JsonNode)update.ToJson())])),
        };
    }

    /// <exception cref="ControlException">It makes no sense.</exception>
    public Task<JsonNode> CallAsync(string name, ControlBody body, CancellationToken cancellationToken) =>
        _calls.TryGetValue(name, out var call)
            ? call(body, cancellationToken)
            : throw new ControlException($"there is no control call {name}");

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopToken);
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
            if (name == "file")
            {
                await WriteFileAsync(context, body, cancellationToken);
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

    private async Task WriteFileAsync(HttpContext context, ControlBody body, CancellationToken cancellationToken)
    {
        StoredFile file;
        lock (_world.Gate)
        {
            var id = body.Required("id");
            file = _world.Files.Find(id) ?? throw new ControlException($"there is no file {id}");
        }

        context.Response.ContentType = file.Mime;
        await context.Response.Body.WriteAsync(file.Bytes, cancellationToken);
    }

    private Func<ControlBody, CancellationToken, Task<JsonNode>> AtOnce(Func<ControlBody, JsonNode> call) =>
        (body, _) =>
        {
            lock (_world.Gate)
            {
                return Task.FromResult(call(body));
            }
        };

    private static JsonObject List(string name, JsonArray items) => new() { ["ok"] = true, [name] = items };
}
