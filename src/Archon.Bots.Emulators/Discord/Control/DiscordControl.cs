using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Discord.Gateway;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Discord.Control;

/// <summary>/_control/…: the people's side of the emulator.</summary>
internal sealed class DiscordControl
{
    private readonly DiscordWorld _world;
    private readonly DiscordWatching _watch;
    private readonly CancellationToken _stopToken;
    private readonly Dictionary<string, Func<ControlBody, CancellationToken, Task<JsonNode>>> _calls;

    public DiscordControl(
        DiscordWorld world,
        DiscordSpeaking say,
        DiscordPressing press,
        DiscordChanging change,
        DiscordWatching watch,
        GatewayTrouble trouble,
        CancellationToken stopToken
    )
    {
        _world = world;
        _watch = watch;
        _stopToken = stopToken;
        _calls = new(StringComparer.Ordinal)
        {
            ["message"] = say.SayAsync,
            ["edit"] = AtOnce(say.Edit),
            ["delete"] = AtOnce(say.Delete),
            ["react"] = AtOnce(say.React),
            ["typing"] = AtOnce(say.Type),
            ["unfurl"] = AtOnce(say.Unfurl),
            ["redeliver"] = AtOnce(say.Redeliver),
            ["click"] = AtOnce(press.Click),
            ["command"] = AtOnce(press.Type),
            ["modal"] = AtOnce(press.FillIn),
            ["fault"] = AtOnce(change.Fault),
            ["limits"] = AtOnce(change.Limit),
            ["flags"] = AtOnce(change.Flag),
            ["permissions"] = AtOnce(change.Permit),
            ["channel"] = AtOnce(change.Channel),
            ["thread"] = AtOnce(change.Thread),
            ["guild"] = AtOnce(change.Guild),
            ["member"] = AtOnce(change.Member),
            ["dms"] = AtOnce(change.Direct),
            ["cdn-expire"] = AtOnce(change.Expire),
            ["dispatch"] = AtOnce(change.Dispatch),
            ["reset"] = AtOnce(change.Reset),
            ["disconnect"] = trouble.DisconnectAsync,
            ["heartbeat"] = AtOnce(trouble.Heartbeat),
            ["gateway-fault"] = AtOnce(trouble.Prepare),
            ["wait"] = watch.WaitAsync,
            ["transcript"] = AtOnce(watch.Transcript),
            ["state"] = AtOnce(_ => watch.State()),
            ["calls"] = AtOnce(watch.Calls),
            ["gateway"] = AtOnce(watch.Gateway),
            ["violations"] = AtOnce(watch.Violations),
            ["interactions"] = AtOnce(watch.Interactions),
            ["commands"] = AtOnce(_ => watch.Commands()),
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
            if (name == "attachment")
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
}
