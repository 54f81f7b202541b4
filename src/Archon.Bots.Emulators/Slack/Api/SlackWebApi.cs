using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.Socket;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>/api/…: who calls, then the method.</summary>
internal sealed class SlackWebApi(SlackWorld world, SlackCalls calls, SocketHub hub, MethodTable methods, ResponseUrls responses)
{
    public async Task HandleAsync(HttpContext context)
    {
        var method = context.Request.Path.Value!["/api/".Length..];
        if (await ReadAsync(context) is not { } arguments)
        {
            return;
        }

        var token = TokenOf(context.Request, arguments);
        if (arguments.IsJson && MethodTable.ReadsForms(method))
        {
            arguments = SlackArguments.ReadQuery(context.Request);
        }

        await calls.RunAsync(context, method, arguments, () => Call(context.Request, method, arguments, token));
    }

    /// <summary>What an app says to a response_url.</summary>
    public async Task RespondAsync(HttpContext context)
    {
        if (await ReadAsync(context) is not { } answer)
        {
            return;
        }

        await calls.RunPlainAsync(
            context,
            "response_url",
            answer,
            () =>
            {
                responses.Respond(context.Request.Path.Value!, answer);
                return new JsonObject { ["text"] = "ok" };
            }
        );
    }

    /// <returns>Null: it broke off, or cannot be read.</returns>
    private static async Task<SlackArguments?> ReadAsync(HttpContext context)
    {
        try
        {
            return await SlackArguments.ReadAsync(context.Request, context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is IOException or OperationCanceledException)
        {
            context.Abort();
            return null;
        }
    }

    private JsonObject Call(HttpRequest request, string method, SlackArguments arguments, string token)
    {
        if (method == "apps.connections.open")
        {
            CheckToken(token, "xapp-", world.Options.AppToken);
            calls.Pace.Charge(method, arguments);
            return new JsonObject { ["ok"] = true, ["url"] = $"ws://{request.Host}/link/?ticket={hub.MakeTicket()}" };
        }

        CheckToken(token, "xoxb-", world.Options.BotToken);
        var run = methods.Find(method) ?? throw new SlackApiException("unknown_method", new JsonObject { ["req_method"] = method });
        calls.Pace.Charge(method, arguments);
        return run(arguments);
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
