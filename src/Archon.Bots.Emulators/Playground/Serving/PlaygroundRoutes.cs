using System.Text.Json;
using Archon.Bots.Emulators.Control;
using Archon.Bots.Emulators.Playground.Doors;

namespace Archon.Bots.Emulators.Playground.Serving;

/// <summary>The page, its changes as they come, and what can be pressed on it.</summary>
internal sealed class PlaygroundRoutes(
    PlaygroundFeed feed,
    PlaygroundActions actions,
    AllDoors doors,
    string workPlace,
    CancellationToken stopToken
)
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'";

    private static readonly byte[] Icon = System.Text.Encoding.UTF8.GetBytes(PageFiles.Read("icon.svg"));

    public void Map(WebApplication app)
    {
        app.MapGet("/", context => WriteAsync(context, "text/html; charset=utf-8", PageFiles.Page(feed.Parts, workPlace)));
        app.MapGet("/page.css", context => WriteAsync(context, "text/css; charset=utf-8", PageFiles.Read("page.css")));
        app.MapGet("/page.js", context => WriteAsync(context, "text/javascript; charset=utf-8", PageFiles.Read("page.js")));
        app.MapGet("/icon.svg", context => WriteAsync(context, "image/svg+xml", Icon));
        app.MapGet("/changes", ChangesAsync);
        foreach (var door in doors.All)
        {
            app.MapGet($"/{door.Name}/file", context => FileAsync(door, context));
            app.MapPost($"/{door.Name}/say", context => SayAsync(door, context));
            app.MapPost($"/{door.Name}/press", context => PressAsync(door, context));
        }

        app.MapPost("/do/{action}", DoAsync);
    }

    private static Task WriteAsync(HttpContext context, string type, string text) =>
        WriteAsync(context, type, System.Text.Encoding.UTF8.GetBytes(text));

    private static async Task WriteAsync(HttpContext context, string type, byte[] bytes)
    {
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>Server-sent events: first all parts, then those that change.</summary>
    private async Task ChangesAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        System.Collections.Immutable.ImmutableArray<PagePart>? sent = null;
        try
        {
            while (true)
            {
                var changed = feed.Changed.Next;
                var parts = feed.Parts;
                var changes = PageChanges.Between(sent, parts);
                if (!changes.IsEmpty)
                {
                    await context.Response.WriteAsync(
                        $"data: {JsonSerializer.Serialize(changes, JsonSerializerOptions.Web)}\n\n",
                        ending.Token
                    );
                    sent = parts;
                }

                await changed.WaitAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
        }
    }

    private static async Task FileAsync(IDoor door, HttpContext context)
    {
        if (door.File(context.Request.Query["id"].ToString()) is not { } bytes)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Whatever it is, it is saved and not shown: it was written by the agent.
        context.Response.Headers.ContentDisposition = "attachment";
        await WriteAsync(context, "application/octet-stream", bytes);
    }

    private static async Task SayAsync(IDoor door, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["text"].ToString() is var text && !string.IsNullOrWhiteSpace(text))
        {
            // A form sends line ends as CR LF.
            await door.SayAsync(text.ReplaceLineEndings("\n"), form["anew"].Count > 0, context.RequestAborted);
        }

        Back(context);
    }

    private static async Task PressAsync(IDoor door, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        try
        {
            await door.PressAsync(form["message"].ToString(), form["action"].ToString(), context.RequestAborted);
        }
        catch (ControlException)
        {
            // The button has gone meanwhile, as it can under a finger.
        }

        Back(context);
    }

    private async Task DoAsync(HttpContext context)
    {
        // What was begun is brought to its end, whoever closes the page meanwhile.
        if (await actions.RunAsync(context.Request.RouteValues["action"]!.ToString()!, stopToken))
        {
            Back(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    /// <summary>A form without the page's script comes back to the page.</summary>
    private static void Back(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
    }
}
