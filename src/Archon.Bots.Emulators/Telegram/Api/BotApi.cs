using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Methods;
using Archon.Bots.Emulators.Telegram.Trouble;
using Archon.Bots.Emulators.Telegram.Updates;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>/bot&lt;token&gt;/&lt;method&gt;: reads a call, lets trouble happen that was ordered, and carries it out.</summary>
internal sealed class BotApi(TelegramWorld world, LongPoll poll, CallLog log, CancellationToken stopToken)
{
    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        var (token, method) = Split(context.Request.Path.Value!);
        try
        {
            await HandleAsync(context, token, method, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            Connection.Reset(context);
        }
    }

    /// <summary>A call that came as the answer to a webhook: its own answer goes nowhere.</summary>
    public async Task RunEmbeddedAsync(string method, ApiArguments arguments, CancellationToken cancellationToken)
    {
        var call = new ApiCall(method, arguments, world, world.Now);
        var argumentsJson = arguments.ToJson().ToJsonString(JsonText.Options);
        var reply = await ExecuteAsync(call, cancellationToken);
        log.Add(new LoggedCall(call.Time, method, argumentsJson, reply, TimeSpan.Zero, Fault: null));
    }

    private async Task HandleAsync(HttpContext context, string token, string method, CancellationToken cancellationToken)
    {
        var started = world.Time.GetTimestamp();
        var (arguments, unreadable) = await ReadAsync(context.Request, cancellationToken);
        var argumentsJson = arguments.ToJson().ToJsonString(JsonText.Options);
        var time = world.Now;
        Fault? fault;
        ApiReply? refusal;
        lock (world.Gate)
        {
            if (world.Faults.Outage)
            {
                Connection.Reset(context);
                return;
            }

            refusal = unreadable ?? Refuse(world.Bot.Admit(token));
            fault = refusal is null ? world.Faults.Take(method, argumentsJson) : null;
            if (world.Retries.Early(method, arguments) is { } early)
            {
                world.Report("error", "retry_before_retry_after", $"{method} came {early.TotalMilliseconds:F0} ms too early");
            }
        }

        if (fault is { Delay.Ticks: > 0 })
        {
            await Task.Delay(fault.Delay, world.Time, cancellationToken);
        }

        var reply = refusal;
        if (fault is null or { After: true } || !fault.ReplacesAnswer)
        {
            reply ??= await ExecuteAsync(new ApiCall(method, arguments, world, time), cancellationToken);
        }

        var answer = fault is { ReplacesAnswer: true } ? fault.Answer() : reply!;
        log.Add(new LoggedCall(time, method, argumentsJson, answer, world.Time.GetElapsedTime(started), fault?.Kind));
        if (answer.RetryAfter is { } seconds)
        {
            lock (world.Gate)
            {
                world.Retries.Told(method, arguments, seconds);
            }
        }

        await answer.WriteAsync(context, cancellationToken);
    }

    private static async Task<(ApiArguments Arguments, ApiReply? Unreadable)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await ApiArguments.ReadAsync(request, cancellationToken), null);
        }
        catch (BotApiException unreadable)
        {
            return (ApiArguments.Of([]), ApiReply.Of(unreadable));
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            return (ApiArguments.Of([]), ApiReply.Of(BotApiException.BadRequest("can't read the request body")));
        }
    }

    private static ApiReply? Refuse(bool? admitted) =>
        admitted switch
        {
            true => null,
            false => ApiReply.Of(new BotApiException(401, "Unauthorized")),
            null => ApiReply.Of(new BotApiException(404, "Not Found")),
        };

    private async Task<ApiReply> ExecuteAsync(ApiCall call, CancellationToken cancellationToken)
    {
        try
        {
            return ApiReply.Of(await RunAsync(call, cancellationToken));
        }
        catch (BotApiException refused)
        {
            return ApiReply.Of(refused);
        }
        catch (ConnectionDroppedException)
        {
            return ApiReply.Dropped;
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested && broken is not OutOfMemoryException)
        {
            lock (world.Gate)
            {
                world.Report("rig", "broken", $"{call.Method}: {broken}");
            }

            return ApiReply.Of(new BotApiException(500, "Internal Server Error"));
        }
    }

    private async Task<string> RunAsync(ApiCall call, CancellationToken cancellationToken)
    {
        if (string.Equals(call.Method, "getUpdates", StringComparison.OrdinalIgnoreCase))
        {
            return await poll.RunAsync(call.Arguments, cancellationToken);
        }

        lock (world.Gate)
        {
            return Run(call).ToJsonString(JsonText.Options);
        }
    }

    private JsonNode Run(ApiCall call)
    {
        if (WebhookMethods.Run(call, poll) is { } done)
        {
            return done;
        }

        if (MethodTable.Find(call.Method) is { } method)
        {
            return method(call);
        }

        if (!KnownMethods.Contains(call.Method))
        {
            throw new BotApiException(404, "Not Found");
        }

        world.Report("rig", "not_emulated", call.Method);
        return true;
    }

    private static (string Token, string Method) Split(string path)
    {
        var parts = path["/bot".Length..].Split('/', 2);
        return (parts[0], parts.Length > 1 ? parts[1].TrimEnd('/') : "");
    }
}
