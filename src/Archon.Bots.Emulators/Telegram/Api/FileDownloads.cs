using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Api;

/// <summary>/file/bot&lt;token&gt;/&lt;file_path&gt;: the bytes behind a getFile.</summary>
internal sealed class FileDownloads(TelegramWorld world, CancellationToken stopToken)
{
    private const string Prefix = "/file/bot";

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopToken);
        var parts = context.Request.Path.Value![Prefix.Length..].Split('/', 2);
        var path = parts.Length > 1 ? parts[1] : "";
        try
        {
            var (file, refusal) = Find(parts[0], path);
            if (refusal is not null)
            {
                await refusal.WriteAsync(context, ending.Token);
                return;
            }

            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = file!.Bytes.Length;
            await context.Response.Body.WriteAsync(file.Bytes, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            Connection.Reset(context);
        }
    }

    private (StoredFile? File, ApiReply? Refusal) Find(string token, string path)
    {
        lock (world.Gate)
        {
            if (world.Faults.Outage)
            {
                return (null, ApiReply.Dropped);
            }

            if (world.Bot.Admit(token) is not true)
            {
                return (null, ApiReply.Of(new BotApiException(401, "Unauthorized")));
            }

            if (world.Faults.Take("download", path) is { ReplacesAnswer: true } fault)
            {
                return (null, fault.Answer());
            }

            return world.Files.AtPath(path) is { } file ? (file, null) : (null, ApiReply.Of(new BotApiException(404, "Not Found")));
        }
    }
}
