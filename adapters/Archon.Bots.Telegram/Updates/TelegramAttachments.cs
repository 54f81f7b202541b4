using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Updates;

/// <summary>
/// What came with a message: each kind by the word that Telegram has for it. Photos and documents can be fetched; the rest is named, so that
/// its sender hears that it was not read.
/// </summary>
internal static class TelegramAttachments
{
    public static ImmutableArray<Attachment> Of(Message message) =>
        message switch
        {
            // The last size is the largest. Source: Bot API, PhotoSize: photos are JPEG.
            { Photo: [.., var photo] } => [new Attachment("photo", photo.FileId, null, photo.FileSize, "image/jpeg")],
            // An animation comes as a document, too.
            { Animation: { } file } => [Unreadable("animation", file.FileName, file.FileSize, file.MimeType)],
            { Document: { } file } => [new Attachment("document", file.FileId, file.FileName, file.FileSize, file.MimeType)],
            { Audio: { } file } => [Unreadable("audio", file.FileName, file.FileSize, file.MimeType)],
            { Video: { } file } => [Unreadable("video", file.FileName, file.FileSize, file.MimeType)],
            { VideoNote: { } file } => [Unreadable("video note", null, file.FileSize, null)],
            { Voice: { } file } => [Unreadable("voice", null, file.FileSize, file.MimeType)],
            { Sticker: { } file } => [Unreadable("sticker", file.Emoji, file.FileSize, null)],
            { Text: not null } or { Caption: not null } => [],
            _ => [Unreadable(message.Type.ToString().ToLowerInvariant(), null, null, null)],
        };

    private static Attachment Unreadable(string kind, string? name, long? bytes, string? contentType) =>
        new(kind, "", name, bytes, contentType);
}
