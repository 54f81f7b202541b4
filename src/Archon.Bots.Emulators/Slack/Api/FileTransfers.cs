using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Slack.Methods;
using Archon.Bots.Emulators.Slack.World;

namespace Archon.Bots.Emulators.Slack.Api;

/// <summary>The bytes of files: the second step of an upload, and what stands behind url_private.</summary>
internal sealed class FileTransfers(SlackWorld world, FileMethods files, SlackCalls calls)
{
    public async Task UploadAsync(HttpContext context)
    {
        var id = context.Request.Path.Value!.Split('/')[^1];
        var content = await ReadAsync(context.Request, context.RequestAborted);
        await calls.RunPlainAsync(
            context,
            "upload",
            SlackArguments.None,
            () =>
                files.Upload(id, content)
                    ? new JsonObject { ["text"] = $"OK - {content.Length}" }
                    : throw new SlackApiException("upload_failed")
        );
    }

    /// <summary>Without the token the page to sign in, with status 200, as in reality.</summary>
    public async Task DownloadAsync(HttpContext context)
    {
        var id = context.Request.Path.Value!.Split('/')[2].Split('-')[^1];
        await calls.RunAsync(
            context,
            "download",
            new SlackArguments(new JsonObject { ["file"] = id }, isJson: false),
            () => world.Files.ContainsKey(id) ? new JsonObject { ["ok"] = true } : throw new SlackApiException("file_not_found"),
            answer => WriteAsync(context, id, answer)
        );
    }

    private async Task WriteAsync(HttpContext context, string id, JsonObject answer)
    {
        if (answer["error"] is not null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!context.Request.Headers.Authorization.ToString().StartsWith("Bearer xoxb-", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync("<!DOCTYPE html><title>Sign in to Rig | Slack</title>", context.RequestAborted);
            return;
        }

        (string Name, string Mime, byte[] Bytes) file;
        lock (world.Gate)
        {
            file = world.Files[id];
        }

        context.Response.ContentType = file.Mime;
        await context.Response.Body.WriteAsync(file.Bytes, context.RequestAborted);
    }

    /// <summary>The bytes themselves, or the first file of a form.</summary>
    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            if (form.Files is [var first, ..])
            {
                await first.CopyToAsync(content, cancellationToken);
            }

            return content.ToArray();
        }

        await request.Body.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
