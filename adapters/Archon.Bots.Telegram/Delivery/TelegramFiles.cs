using System.Net;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Options;
using Telegram.Bot;
using Telegram.Bot.Exceptions;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Fetches what people sent. The address of a file has the token in it, so nothing that the transport says leaves this class.</summary>
internal sealed class TelegramFiles(
    ITelegramBotClient client,
    TelegramTransport transport,
    IOptions<TelegramOptions> options,
    TimeProvider time
)
{
    /// <summary>Unit: bytes. Source: Bot API, getFile.</summary>
    private const long Largest = 20 * 1024 * 1024;

    private const string TooLarge = "it is larger than the 20 MB that Telegram gives bots";

    private const string Gone = "Telegram does not have it any more";

    public async Task<AttachmentContent> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (!attachment.IsReadable)
        {
            throw new PlatformRejectedException($"a {attachment.Kind} cannot be read");
        }

        if (attachment.Bytes > Largest)
        {
            throw new PlatformRejectedException(TooLarge);
        }

        using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var file = await client.GetFile(attachment.Reference, either.Token);
            return file.FilePath is { Length: > 0 } path
                ? new AttachmentContent(await DownloadAsync(path, either.Token), attachment.ContentType)
                : throw new PlatformRejectedException(Gone);
        }
        catch (ApiRequestException refused) when (refused.ErrorCode == 400)
        {
            throw new PlatformRejectedException(
                refused.Message.Contains("too big", StringComparison.OrdinalIgnoreCase) ? TooLarge : $"{Gone} ({refused.Message})"
            );
        }
        catch (Exception exception)
            when (!cancellationToken.IsCancellationRequested
                && exception is RequestException or HttpRequestException or IOException or OperationCanceledException
            )
        {
            throw new PlatformOutcomeUnknownException($"Telegram did not give the file: {TelegramErrors.Describe(exception)}");
        }
    }

    private async Task<Stream> DownloadAsync(string path, CancellationToken cancellationToken)
    {
        var response = await transport.Http.GetAsync(AddressOf(path), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return new TelegramDownload(response, await response.Content.ReadAsStreamAsync(cancellationToken));
        }

        response.Dispose();
        throw response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.BadRequest
            ? new PlatformRejectedException(Gone)
            : new PlatformOutcomeUnknownException($"Telegram did not give the file: HTTP {(int)response.StatusCode}");
    }

    /// <summary>Source: Bot API, File: <c>/file/bot{token}/{file_path}</c>.</summary>
    private Uri AddressOf(string path) =>
        new($"{TelegramSettings.BaseUrl(options.Value) ?? TelegramTransport.OwnAddress}/file/bot{options.Value.BotToken}/{path}");
}
