using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Delivery;

/// <summary>Files that came with a message, fetched with the bot's token.</summary>
internal sealed class SlackFiles(SlackApi api, SlackCalls calls)
{
    /// <inheritdoc cref="IChatPlatform.OpenAttachmentAsync"/>
    public async Task<AttachmentContent> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        var address = await AddressOfAsync(attachment.Reference, cancellationToken);
        if (!api.IsOwn(address))
        {
            throw new PlatformRejectedException("it lies on another server than Slack's");
        }

        HttpResponseMessage response;
        try
        {
            response = await api.DownloadAsync(address, cancellationToken);
        }
        catch (Exception exception) when (exception is SlackThrottledException or SlackLostException)
        {
            throw SlackErrors.Translate(exception, CallFamily.Message);
        }

        var type = response.Content.Headers.ContentType?.MediaType;
        if (type == "text/html" && attachment.ContentType != "text/html")
        {
            response.Dispose();
            // Source: Slack, "Working with files": without the right to read it a file is a page to sign in, with status 200.
            throw new PlatformRejectedException(
                "Slack does not give it to the bot: it lacks the scope files:read, or the file is not shared here"
            );
        }

        return new AttachmentContent(await response.Content.ReadAsStreamAsync(cancellationToken), type);
    }

    private async Task<Uri> AddressOfAsync(string reference, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(reference, UriKind.Absolute, out var known))
        {
            return known;
        }

        var info = await calls.ReadAsync("files.info", SlackJson.Default.SlackFileInfo, cancellationToken, ("file", reference));
        return Uri.TryCreate(info.File?.UrlPrivateDownload ?? info.File?.UrlPrivate, UriKind.Absolute, out var asked)
            ? asked
            : throw new PlatformRejectedException("Slack does not hold it any more");
    }
}
