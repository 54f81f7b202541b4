using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>Carries a call out: what was ordered to go wrong goes wrong, and all of it is written down.</summary>
internal sealed class SlackCalls(SlackWorld world, SlackJournal journal, CancellationToken stopToken)
{
    /// <summary>The emulator ends.</summary>
    public CancellationToken StopToken => stopToken;

    public SlackPace Pace { get; } = new(world.Time);

    /// <summary>A call whose answer is JSON.</summary>
    public Task RunAsync(HttpContext context, string method, SlackArguments arguments, Func<JsonObject> work) =>
        RunAsync(context, method, arguments, work, answer => WriteAsync(context, answer));

    /// <summary>A call whose answer is a text: the one that is called so, or the error with a status of its own.</summary>
    public Task RunPlainAsync(HttpContext context, string method, SlackArguments arguments, Func<JsonObject> work) =>
        RunAsync(
            context,
            method,
            arguments,
            work,
            answer =>
            {
                context.Response.StatusCode = answer["error"] is null ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
                return context.Response.WriteAsync((answer["error"] ?? answer["text"])!.ToString(), context.RequestAborted);
            }
        );

    public async Task RunAsync(
        HttpContext context,
        string method,
        SlackArguments arguments,
        Func<JsonObject> work,
        Func<JsonObject, Task> write
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        var json = arguments.Values.ToJsonString(JsonText.Options);
        var begun = world.Time.GetTimestamp();
        var at = world.Now;
        var fault = Admit(method, arguments, json);
        var reply = fault is null or { After: true } or { Kind: "slow" } ? Answer(method, work) : new Reply(null, null);
        world.Changed.Pulse();
        try
        {
            if (fault is { Delay: { Ticks: > 0 } delay })
            {
                await Task.Delay(delay, world.Time, ending.Token);
            }

            reply = Shown(fault, reply);
            Told(method, arguments, reply.RetryAfter);
            journal.Add(
                method,
                new JsonObject
                {
                    ["t"] = at,
                    ["method"] = method,
                    ["args"] = JsonNode.Parse(json),
                    ["status"] = StatusOf(fault, reply),
                    ["error"] = reply.Json?["error"]?.ToString(),
                    ["ms"] = (long)world.Time.GetElapsedTime(begun).TotalMilliseconds,
                    ["fault"] = fault?.Kind,
                }
            );
            await WriteAsync(context, fault, reply, write, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private SlackFault? Admit(string method, SlackArguments arguments, string json)
    {
        lock (world.Gate)
        {
            if (Pace.Early(method, arguments) is { } early)
            {
                journal.Violate("error", "retry_before_retry_after", $"{method} came {early.TotalMilliseconds:F0} ms too early");
            }
        }

        return journal.Take(method, json);
    }

    private Reply Answer(string method, Func<JsonObject> work)
    {
        try
        {
            lock (world.Gate)
            {
                return new Reply(work(), null);
            }
        }
        catch (SlackApiException refused)
        {
            return new Reply(refused.ToJson(), refused.RetryAfter);
        }
        catch (Exception broken) when (broken is not OutOfMemoryException && !stopToken.IsCancellationRequested)
        {
            journal.Violate("rig", "broken", $"{method}: {broken}");
            return new Reply(new JsonObject { ["ok"] = false, ["error"] = "internal_error" }, null);
        }
    }

    /// <summary>The answer as the app gets it, where a fault leaves one.</summary>
    private static Reply Shown(SlackFault? fault, Reply reply) =>
        fault?.Kind switch
        {
            "429" => new Reply(new JsonObject { ["ok"] = false, ["error"] = "ratelimited" }, fault.RetryAfter),
            "500" or "502" or "hang" or "reset" => new Reply(null, null),
            "error" => new Reply(Refusal(fault), null),
            _ => reply,
        };

    private static JsonObject Refusal(SlackFault fault)
    {
        var json = new JsonObject { ["ok"] = false, ["error"] = fault.Error };
        if (fault.Needed is { } needed)
        {
            json["needed"] = needed;
            json["provided"] = "chat:write";
        }

        return json;
    }

    private void Told(string method, SlackArguments arguments, int? seconds)
    {
        if (seconds is { } wait)
        {
            lock (world.Gate)
            {
                Pace.Told(method, arguments, wait);
            }
        }
    }

    private static int? StatusOf(SlackFault? fault, Reply reply) =>
        fault?.Kind switch
        {
            "500" => StatusCodes.Status500InternalServerError,
            "502" => StatusCodes.Status502BadGateway,
            "hang" or "reset" => null,
            _ when reply.RetryAfter is not null => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status200OK,
        };

    private static async Task WriteAsync(
        HttpContext context,
        SlackFault? fault,
        Reply reply,
        Func<JsonObject, Task> write,
        CancellationToken cancellationToken
    )
    {
        switch (fault?.Kind)
        {
            case "500" or "502":
                context.Response.StatusCode = StatusOf(fault, reply)!.Value;
                await context.Response.WriteAsync("<html>Server Error</html>", cancellationToken);
                return;
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return;
            case "reset":
                Connection.Reset(context);
                return;
            default:
                break;
        }

        if (reply.RetryAfter is { } seconds)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            await WriteAsync(context, reply.Json!);
            return;
        }

        await write(reply.Json!);
    }

    private static Task WriteAsync(HttpContext context, JsonObject answer)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(answer.ToJsonString(JsonText.Options), context.RequestAborted);
    }

    /// <param name="Json">Null: there is none to be had.</param>
    /// <param name="RetryAfter">It is answered with 429. Unit: seconds.</param>
    private sealed record Reply(JsonObject? Json, int? RetryAfter);
}
