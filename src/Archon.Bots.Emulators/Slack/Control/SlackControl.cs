using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Slack.Api;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Slack.Control;

/// <summary>/_control/…: the people's side of the emulator.</summary>
internal sealed class SlackControl
{
    private readonly SlackWorld _world;
    private readonly SlackWatching _watch;
    private readonly CancellationToken _stopToken;
    private readonly Dictionary<string, Func<ControlBody, CancellationToken, Task<JsonNode>>> _calls;

    public SlackControl(
        SlackWorld world,
        SlackJournal journal,
        SocketHub hub,
        SlackOccurrences occurrences,
        MethodTable methods,
        SlackCalls calls,
        ResponseUrls responses
    )
    {
        _world = world;
        _stopToken = calls.StopToken;
        _watch = new SlackWatching(world, hub);
        var say = new SlackSpeaking(world, occurrences, methods.Files);
        var happen = new SlackHappenings(world, occurrences, methods.Streams);
        var press = new SlackPressing(world, hub, responses);
        var forms = new SlackForms(world, journal, hub, occurrences, methods.Views);
        var trouble = new SlackTrouble(world, journal, hub, calls.Pace);
        _calls = new(StringComparer.Ordinal)
        {
            ["message"] = say.SayAsync,
            ["edit"] = AtOnce(say.Edit),
            ["delete"] = AtOnce(say.Delete),
            ["reaction"] = AtOnce(happen.React),
            ["join"] = AtOnce(happen.Join),
            ["person"] = AtOnce(happen.Describe),
            ["event"] = AtOnce(happen.Tell),
            ["unfurl"] = AtOnce(happen.Unfurl),
            ["stop_stream"] = AtOnce(happen.StopStream),
            ["assistant_thread"] = AtOnce(happen.AssistantThread),
            ["click"] = press.ClickAsync,
            ["command"] = press.CommandAsync,
            ["submit_view"] = forms.SubmitAsync,
            ["close_view"] = AtOnce(forms.Close),
            ["home"] = AtOnce(forms.Home),
            ["wait"] = _watch.WaitAsync,
            ["transcript"] = AtOnce(_watch.Transcript),
            ["state"] = AtOnce(_ => _watch.State()),
            ["calls"] = AtOnce(body => List("calls", journal.Calls(body.Text("method")))),
            ["violations"] = AtOnce(_ => List("violations", journal.Violations())),
            ["deliveries"] = AtOnce(_ => List("deliveries", hub.ToJson())),
            ["redeliver"] = AtOnce(trouble.Redeliver),
            ["fault"] = AtOnce(trouble.Fault),
            ["limits"] = AtOnce(trouble.Limit),
            ["config"] = AtOnce(trouble.Configure),
            ["disconnect"] = trouble.DisconnectAsync,
            ["reset"] = trouble.ResetAsync,
        };
    }

    /// <exception cref="ControlException">There is no such call, or it cannot be done.</exception>
    public Task<JsonNode> CallAsync(string name, ControlBody body, CancellationToken cancellationToken) =>
        _calls.TryGetValue(name, out var call)
            ? call(body, cancellationToken)
            : throw new ControlException($"there is no control call {name}");

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopToken);
        JsonNode answer;
        try
        {
            var name = context.Request.Path.Value!["/_control/".Length..];
            var body = await ControlBody.ReadAsync(context.Request, ending.Token);
            if (name == "file")
            {
                await context.Response.Body.WriteAsync(_watch.Content(body), ending.Token);
                return;
            }

            answer = await CallAsync(name, body, ending.Token);
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

    private static JsonObject List(string name, JsonArray items) => new() { ["ok"] = true, [name] = items };
}
