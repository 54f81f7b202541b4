using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>/_control/…: the people's side of the emulator.</summary>
internal sealed class SlackControl
{
    private readonly SlackWorld _world;
    private readonly CancellationToken _stopToken;
    private readonly Dictionary<string, Func<ControlBody, CancellationToken, Task<JsonNode>>> _calls;

    public SlackControl(
        SlackWorld world,
        SlackJournal journal,
        SocketHub hub,
        SlackOccurrences occurrences,
        SlackWebApi api,
        CancellationToken stopToken
    )
    {
        _world = world;
        _stopToken = stopToken;
        var say = new SlackSpeaking(world, occurrences, api);
        var press = new SlackPressing(world, hub);
        var watch = new SlackWatching(world, hub);
        _calls = new(StringComparer.Ordinal)
        {
            ["message"] = say.SayAsync,
            ["edit"] = AtOnce(say.Edit),
            ["delete"] = AtOnce(say.Delete),
            ["reaction"] = AtOnce(say.React),
            ["join"] = AtOnce(say.Join),
            ["person"] = AtOnce(say.Describe),
            ["event"] = AtOnce(say.Tell),
            ["stop_stream"] = AtOnce(body =>
            {
                var person = world.PersonNamed(body.Text("user") is { Length: > 0 } user ? user : "alice");
                api.Streams.StopFor(world.PostNamed(body.Required("message")), person);
                return Done();
            }),
            ["click"] = press.ClickAsync,
            ["command"] = press.CommandAsync,
            ["wait"] = watch.WaitAsync,
            ["transcript"] = AtOnce(watch.Transcript),
            ["state"] = AtOnce(_ => watch.State()),
            ["calls"] = AtOnce(body => List("calls", journal.Calls(body.Text("method")))),
            ["violations"] = AtOnce(_ => List("violations", journal.Violations())),
            ["deliveries"] = AtOnce(_ => List("deliveries", hub.ToJson())),
            ["redeliver"] = AtOnce(body => new JsonObject
            {
                ["ok"] = hub.Redeliver(body.Required("id"), (int)(body.Whole("attempt") ?? 1)) > 0,
            }),
            ["fault"] = AtOnce(body =>
            {
                journal.Add(FaultOf(body));
                return Done();
            }),
            ["limits"] = AtOnce(_ => Done()),
            ["disconnect"] = async (body, _) =>
            {
                await hub.DisconnectAsync(body.Text("mode") is { Length: > 0 } mode ? mode : "close");
                return Done();
            },
            ["reset"] = AtOnce(_ =>
            {
                world.Clear();
                hub.Clear();
                journal.Clear();
                return Done();
            }),
        };
    }

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopToken);
        JsonNode answer;
        try
        {
            var name = context.Request.Path.Value!["/_control/".Length..];
            var body = await ControlBody.ReadAsync(context.Request, ending.Token);
            answer = _calls.TryGetValue(name, out var call)
                ? await call(body, ending.Token)
                : throw new ControlException($"there is no control call {name}");
        }
        catch (ControlException wrong)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = new JsonObject { ["ok"] = false, ["error"] = wrong.Message };
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(answer.ToJsonString(JsonText.Options), ending.Token);
    }

    private Func<ControlBody, CancellationToken, Task<JsonNode>> AtOnce(Func<ControlBody, JsonNode> call) =>
        (body, _) =>
        {
            lock (_world.Gate)
            {
                var answer = call(body);
                _world.Changed.Pulse();
                return Task.FromResult(answer);
            }
        };

    private static SlackFault FaultOf(ControlBody body) =>
        new()
        {
            Method = body.Text("method") is { Length: > 0 } method ? method : null,
            Kind = body.Required("kind"),
            RetryAfter = (int)(body.Whole("retryAfter") ?? 1),
            After = body.Text("when") == "after",
            Delay = TimeSpan.FromMilliseconds(body.Whole("delayMs") ?? 0),
            Match = body.Text("match") is { Length: > 0 } match ? match : null,
            Error = body.Text("error") is { Length: > 0 } error ? error : "internal_error",
            Needed = body.Text("needed") is { Length: > 0 } needed ? needed : null,
            Left = (int)(body.Whole("count") ?? 1),
        };

    private static JsonObject Done() => new() { ["ok"] = true };

    private static JsonObject List(string name, JsonArray items) => new() { ["ok"] = true, [name] = items };
}
