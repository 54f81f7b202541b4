using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>Files that came with a message. Their addresses die after a day: then the message knows a fresh one.</summary>
internal sealed class DiscordFiles(DiscordApi api, DiscordCalls calls, TimeProvider time)
{
    /// <inheritdoc cref="IChatPlatform.OpenAttachmentAsync"/>
    public async Task<AttachmentContent> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        var reference = DiscordFileReference.Parse(attachment.Reference);
        if (!reference.IsStale(time.GetUtcNow()) && await TryOpenAsync(reference.Address, cancellationToken) is { } content)
        {
            return content;
        }

        return await RefreshAsync(reference, cancellationToken) is { } fresh && await TryOpenAsync(fresh, cancellationToken) is { } again
            ? again
            : throw new PlatformRejectedException("Discord does not hold it any more");
    }

    /// <returns>Null: it is not there.</returns>
    private async Task<AttachmentContent?> TryOpenAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !api.IsOwn(uri))
        {
            throw new PlatformRejectedException("it lies on another server than Discord's");
        }

        try
        {
            var response = await api.DownloadAsync(uri, cancellationToken);
            var type = response.Content.Headers.ContentType?.MediaType;
            return new AttachmentContent(await response.Content.ReadAsStreamAsync(cancellationToken), type);
        }
        catch (DiscordErrorException)
        {
            return null;
        }
        catch (Exception exception) when (DiscordErrors.IsOf(exception))
        {
            throw DiscordErrors.Translate(exception, CallFamily.Message);
        }
    }

    private async Task<string?> RefreshAsync(DiscordFileReference reference, CancellationToken cancellationToken)
    {
        if (reference.Message is not var (channel, id))
        {
            return null;
        }

        var message = await calls.ReadAsync(DiscordRoute.Message(channel, id), DiscordJson.Default.DiscordMessage, cancellationToken);
        return message.Attachments?.FirstOrDefault(file => file.Id == reference.File)?.Url;
    }
}
