using System.Runtime.CompilerServices;
using System.Text;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Platforms;

namespace Archon.Bots.Core.Conversations;

/// <summary>What a fetched file holds, held against what was promised.</summary>
internal static class FileContent
{
    private const int BlockBytes = 64 * 1024;

    /// <exception cref="PlatformRejectedException">It is too large, or not what was promised; the reason is for people.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It broke off.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        AttachmentContent content,
        Attachment promised,
        long limit,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var block = new byte[BlockBytes];
        var total = 0L;
        for (int read; (read = await ReadBlockAsync(content.Stream, block, cancellationToken)) > 0; total += read)
        {
            if (total == 0)
            {
                CheckType(promised, content.ContentType, block.AsSpan(0, read));
            }

            if (total + read > limit)
            {
                throw TooLarge(limit);
            }

            yield return block.AsMemory(0, read);
        }

        if (total == 0)
        {
            throw new PlatformRejectedException("it is empty");
        }
    }

    public static PlatformRejectedException TooLarge(long limit) =>
        new($"it has more than {limit / (1024 * 1024)} MB, the limit of `Inbox:MaxFileMegabytes`");

    /// <summary>Agents tell a file's kind by its name's ending, so that one without a name gets one.</summary>
    public static string NameOf(Attachment attachment) =>
        attachment.Name is { Length: > 0 } name ? name
        : attachment.ContentType is { } type ? attachment.Kind + EndingOf(type)
        : IsImage(attachment) ? attachment.Kind + ".jpg"
        : attachment.Kind;

    private static void CheckType(Attachment promised, string? type, ReadOnlySpan<byte> start)
    {
        if (!IsImage(promised))
        {
            if (IsPage(type) && promised.ContentType is { } expected && !IsPage(expected))
            {
                throw new PlatformRejectedException("a web page came in its place");
            }

            return;
        }

        if (IsPage(type) || LooksLikePage(start))
        {
            throw new PlatformRejectedException("a web page came in its place");
        }

        if (type is { Length: > 0 } && !IsOf(type, "image/") && !IsOf(type, "application/octet-stream"))
        {
            throw new PlatformRejectedException($"it came as {type}, which is no image");
        }
    }

    private static bool IsImage(Attachment attachment) =>
        attachment.ContentType is { } type ? IsOf(type, "image/") : attachment.Kind == "photo";

    private static bool IsPage(string? type) => type is not null && (IsOf(type, "text/html") || IsOf(type, "application/xhtml"));

    private static bool LooksLikePage(ReadOnlySpan<byte> start)
    {
        var text = Encoding.ASCII.GetString(start[..Math.Min(start.Length, 64)]).TrimStart('?', ' ', '\r', '\n', '\t');
        return IsOf(text, "<!doctype html") || IsOf(text, "<html");
    }

    private static bool IsOf(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);

    private static string EndingOf(string contentType) =>
        contentType switch
        {
            "image/jpeg" => ".jpg",
            "image/png" => ".png",
            "image/webp" => ".webp",
            "image/gif" => ".gif",
            "application/pdf" => ".pdf",
            "text/plain" => ".txt",
            _ => "",
        };

    private static async Task<int> ReadBlockAsync(Stream stream, byte[] block, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (IOException exception)
        {
            throw new PlatformOutcomeUnknownException("The file broke off.", exception);
        }
    }
}
