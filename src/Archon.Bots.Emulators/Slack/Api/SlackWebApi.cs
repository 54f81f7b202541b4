using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>/api/…: who calls, what shall go wrong, then the method.</summary>
internal sealed class SlackWebApi
{
    private readonly SlackWorld _world;
    private readonly SlackJournal _journal;
    private readonly SocketHub _hub;
    private readonly FileMethods _files;
    private readonly CancellationToken _stopToken;
    private readonly Dictionary<string, Func<SlackArguments, Uri, JsonObject>> _methods;

    public SlackWebApi(SlackWorld world, SlackJournal journal, SocketHub hub, SlackOccurrences occurrences, CancellationToken stopToken)
    {
        _world = world;
        _journal = journal;
        _hub = hub;
        _stopToken = stopToken;
        var posting = new Posting(world);
        var chat = new ChatMethods(world, occurrences, posting);
        Streams = new StreamMethods(world, occurrences, posting, stopToken);
        var places = new PlaceMethods(world);
        _files = new FileMethods(world, occurrences, posting);
        _methods = new(StringComparer.Ordinal)
        {
            ["auth.test"] = (_, _) => PlaceMethods.Auth(),
            ["chat.postMessage"] = (call, _) => chat.Post(call),
            ["chat.postEphemeral"] = (call, _) => chat.PostEphemeral(call),
            ["chat.update"] = (call, _) => chat.Update(call),
            ["chat.delete"] = (call, _) => chat.Delete(call),
            ["chat.startStream"] = (call, _) => Streams.Start(call),
            ["chat.appendStream"] = (call, _) => Streams.Append(call),
            ["chat.stopStream"] = (call, _) => Streams.Stop(call),
            ["assistant.threads.setStatus"] = (call, _) => chat.SetStatus(call),
            ["conversations.info"] = (call, _) => places.Info(call),
            ["conversations.open"] = (call, _) => places.Open(call),
            ["conversations.join"] = (call, _) => places.Join(call),
            ["conversations.list"] = (call, _) => places.List(call, joined: false),
            ["users.conversations"] = (call, _) => places.List(call, joined: true),
            ["conversations.history"] = (call, _) => places.History(call),
            ["conversations.replies"] = (call, _) => places.Replies(call),
            ["reactions.add"] = (call, _) => places.React(call, remove: false),
            ["reactions.remove"] = (call, _) => places.React(call, remove: true),
            ["users.info"] = (call, _) => places.User(call),
            ["users.list"] = (call, _) => places.Users(call),
            ["files.getUploadURLExternal"] = _files.Promise,
            ["files.completeUploadExternal"] = _files.Complete,
            ["files.info"] = _files.Info,
        };
    }

    public FileMethods Files => _files;

    public StreamMethods Streams { get; }

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopToken);
        try
        {
            var method = context.Request.Path.Value!["/api/".Length..];
            var arguments = await SlackArguments.ReadAsync(context.Request, ending.Token);
            var token = TokenOf(context.Request, arguments);
            await RunAsync(context, method, arguments, () => Call(context.Request, method, arguments, token), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    /// <summary>The second step of an upload.</summary>
    public async Task UploadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var id = context.Request.Path.Value!.Split('/')[^1];
        await RunAsync(
            context,
            "upload",
            new SlackArguments([], isJson: false),
            () => _files.Upload(id, body.ToArray()) ? new JsonObject { ["ok"] = true } : throw new SlackApiException("upload_failed"),
            context.RequestAborted
        );
    }

    /// <summary>A file of people; without the token the page to sign in, with status 200, as in reality.</summary>
    public async Task DownloadAsync(HttpContext context)
    {
        var id = context.Request.Path.Value!.Split('/')[2].Split('-')[^1];
        (string Name, string Mime, byte[] Bytes) file;
        lock (_world.Gate)
        {
            if (!_world.Files.TryGetValue(id, out file))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
        }

        if (context.Request.Headers.Authorization.ToString().StartsWith("Bearer xoxb-", StringComparison.Ordinal))
        {
            context.Response.ContentType = file.Mime;
            await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
            return;
        }

        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync("<!DOCTYPE html><title>Sign in to Rig | Slack</title>", context.RequestAborted);
    }

    private JsonObject Call(HttpRequest request, string method, SlackArguments arguments, string token)
    {
        if (method == "apps.connections.open")
        {
            CheckToken(token, "xapp-", _world.Options.AppToken);
            return new JsonObject { ["ok"] = true, ["url"] = $"ws://{request.Host}/link/?ticket={_hub.MakeTicket()}" };
        }

        CheckToken(token, "xoxb-", _world.Options.BotToken);
        if (!_methods.TryGetValue(method, out var run))
        {
            throw new SlackApiException("unknown_method", new JsonObject { ["req_method"] = method });
        }

        lock (_world.Gate)
        {
            return run(arguments, new Uri($"http://{request.Host}/"));
        }
    }

    private async Task RunAsync(
        HttpContext context,
        string method,
        SlackArguments arguments,
        Func<JsonObject> call,
        CancellationToken cancellationToken
    )
    {
        var json = arguments.Values.ToJsonString(JsonText.Options);
        var fault = _journal.Take(method, json);
        var at = _world.Now;
        JsonObject? answer = null;
        if (fault is null or { After: true } or { Kind: "slow" })
        {
            answer = Answer(call);
            _world.Changed.Pulse();
        }

        _journal.Add(
            method,
            new JsonObject
            {
                ["t"] = at,
                ["method"] = method,
                ["args"] = JsonNode.Parse(json),
                ["error"] = answer?["error"]?.ToString(),
                ["fault"] = fault?.Kind,
            }
        );
        if (fault is { Delay: { Ticks: > 0 } delay })
        {
            await Task.Delay(delay, _world.Time, cancellationToken);
        }

        await WriteAsync(context, fault, answer, cancellationToken);
    }

    private static JsonObject Answer(Func<JsonObject> call)
    {
        try
        {
            return call();
        }
        catch (SlackApiException refused)
        {
            return refused.ToJson();
        }
    }

    private static async Task WriteAsync(HttpContext context, SlackFault? fault, JsonObject? answer, CancellationToken cancellationToken)
    {
        switch (fault?.Kind)
        {
            case "429":
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = fault.RetryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
                answer = new JsonObject { ["ok"] = false, ["error"] = "ratelimited" };
                break;
            case "500" or "502":
                context.Response.StatusCode = fault.Kind == "500" ? 500 : 502;
                await context.Response.WriteAsync("<html>Server Error</html>", cancellationToken);
                return;
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return;
            case "reset":
                Connection.Reset(context);
                return;
            case "error":
                answer = new JsonObject { ["ok"] = false, ["error"] = fault.Error };
                if (fault.Needed is { } needed)
                {
                    answer["needed"] = needed;
                    answer["provided"] = "chat:write";
                }

                break;
            default:
                break;
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(answer!.ToJsonString(JsonText.Options), cancellationToken);
    }

    private static string TokenOf(HttpRequest request, SlackArguments arguments)
    {
        const string bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(bearer, StringComparison.Ordinal) ? header[bearer.Length..]
            : arguments.IsJson ? ""
            : arguments.Text("token");
    }

    private static void CheckToken(string token, string prefix, string? only)
    {
        if (token.Length == 0)
        {
            throw new SlackApiException("not_authed");
        }

        if (
            token.Contains("invalid", StringComparison.Ordinal)
            || (only is not null && token.StartsWith(prefix, StringComparison.Ordinal) && token != only)
        )
        {
            throw new SlackApiException("invalid_auth");
        }

        if (!token.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw new SlackApiException("not_allowed_token_type");
        }
    }
}
