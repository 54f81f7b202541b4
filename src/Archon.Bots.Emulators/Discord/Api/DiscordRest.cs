using System.Globalization;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Discord.World;
using Archon.Bots.Emulators.Telegram.Api;

namespace Archon.Bots.Emulators.Discord.Api;

/// <summary>The API: what was ordered to go wrong goes wrong, the rest is done, and all of it is written down.</summary>
internal sealed class DiscordRest(
    DiscordWorld world,
    DiscordJournal journal,
    DiscordPace pace,
    RestTable table,
    CancellationToken stopToken
)
{
    public async Task HandleAsync(HttpContext context, string path)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        try
        {
            var call = await RestCall.ReadAsync(context.Request, path, ending.Token);
            await RunAsync(context, call, ending.Token);
        }
        catch (DiscordRefusalException refused)
        {
            await WriteAsync(context, refused.Status, refused.ToJson());
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private async Task RunAsync(HttpContext context, RestCall call, CancellationToken cancellationToken)
    {
        var begun = world.Now;
        var fault = journal.Take(call.Name);
        Check(context, call);
        (int Status, JsonNode? Json) answer = fault is null or { After: true } or { Kind: "slow" } ? Answer(context, call) : (0, null);
        world.Changed.Pulse();
        if (fault is { Delay: { Ticks: > 0 } delay })
        {
            await Task.Delay(delay, world.Time, cancellationToken);
        }

        answer = fault is null ? answer : Shown(context, call, fault, answer);
        journal.InvalidRequests += answer.Status is 401 or 403 or 429 ? 1 : 0;
        journal.Add(
            call.Name,
            new JsonObject
            {
                ["t"] = begun,
                ["method"] = call.Method,
                ["path"] = call.Path,
                ["route"] = $"{call.Method} /{call.Template}",
                ["body"] = call.Body?.DeepClone(),
                ["files"] = call.Files.Count,
                ["status"] = answer.Status,
                ["fault"] = fault?.Kind,
            }
        );
        switch (fault?.Kind)
        {
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return;
            case "reset":
                Connection.Reset(context);
                return;
            case "429-cloudflare":
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync("<html>error code: 1015</html>", cancellationToken);
                return;
            default:
                await WriteAsync(context, answer.Status, answer.Json);
                return;
        }
    }

    private void Check(HttpContext context, RestCall call)
    {
        lock (world.Gate)
        {
            var agent = context.Request.Headers.UserAgent.ToString();
            if (!agent.StartsWith("DiscordBot (", StringComparison.Ordinal))
            {
                journal.Violate("error", "user_agent", agent);
            }

            if (pace.Early(call) is { } early)
            {
                journal.Violate("error", "retry_before_retry_after", $"{call.Name} came {early.TotalMilliseconds:F0} ms too early");
            }
        }
    }

    private (int Status, JsonNode? Json) Answer(HttpContext context, RestCall call)
    {
        try
        {
            lock (world.Gate)
            {
                if (!call.IsFree && context.Request.Headers.Authorization.ToString() != $"Bot {world.Token}")
                {
                    journal.Violate("error", "bad_authorization", call.Name);
                    throw new DiscordRefusalException(401, 0, "401: Unauthorized");
                }

                if (pace.Charge(call, context.Response.Headers) is { } wait)
                {
                    journal.Violate("warn", "rate_limited", call.Name);
                    return TooFast(context, call, wait, "user", isGlobal: false);
                }

                var json = table.Answer(call);
                return (json is null ? StatusCodes.Status204NoContent : StatusCodes.Status200OK, json);
            }
        }
        catch (DiscordRefusalException refused)
        {
            return (refused.Status, refused.ToJson());
        }
        catch (Exception broken) when (broken is not OutOfMemoryException && !stopToken.IsCancellationRequested)
        {
            journal.Violate("rig", "rig_bug", $"{call.Name}: {broken}");
            return (StatusCodes.Status500InternalServerError, new JsonObject { ["message"] = "500: Internal Server Error", ["code"] = 0 });
        }
    }

    private (int Status, JsonNode? Json) Shown(HttpContext context, RestCall call, DiscordFault fault, (int, JsonNode?) answer) =>
        fault.Kind switch
        {
            "slow" => answer,
            "429" => TooFast(context, call, fault.RetryAfter, fault.Scope, isGlobal: false),
            "429-global" => TooFast(context, null, fault.RetryAfter, "global", isGlobal: true),
            "hang" or "reset" => (0, null),
            "429-cloudflare" => (StatusCodes.Status429TooManyRequests, null),
            _ => (
                int.TryParse(fault.Kind, CultureInfo.InvariantCulture, out var status) ? status : 500,
                fault.Body?.DeepClone() ?? new JsonObject { ["message"] = $"{fault.Kind}: broken on purpose", ["code"] = 0 }
            ),
        };

    private (int Status, JsonNode? Json) TooFast(HttpContext context, RestCall? call, double seconds, string scope, bool isGlobal)
    {
        lock (world.Gate)
        {
            pace.Told(call, seconds);
        }

        var headers = context.Response.Headers;
        headers.RetryAfter = Math.Ceiling(seconds).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Scope"] = scope;
        if (isGlobal)
        {
            headers["X-RateLimit-Global"] = "true";
        }
        else if (!headers.ContainsKey("X-RateLimit-Bucket"))
        {
            headers["X-RateLimit-Bucket"] = "faulted";
            headers["X-RateLimit-Limit"] = "1";
            headers["X-RateLimit-Reset-After"] = DiscordPace.Text(seconds);
        }

        headers["X-RateLimit-Remaining"] = "0";
        return (
            StatusCodes.Status429TooManyRequests,
            new JsonObject
            {
                ["message"] = "You are being rate limited.",
                ["retry_after"] = seconds,
                ["global"] = isGlobal,
            }
        );
    }

    private static async Task WriteAsync(HttpContext context, int status, JsonNode? json)
    {
        context.Response.StatusCode = status;
        if (json is not null)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json.ToJsonString(JsonText.Options), context.RequestAborted);
        }
    }
}
