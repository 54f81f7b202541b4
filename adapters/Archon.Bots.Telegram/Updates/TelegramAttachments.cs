using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Telegram.Bot.Types;

namespace Archon.Bots.Telegram.Updates;

/// <summary>What came with a message: each kind by the word that Telegram has for it.</summary>
internal static class TelegramAttachments
{
    public static ImmutableArray<Attachment> Of(Message message) =>
        message switch
        {
            // The last size is the largest.
            { Photo: [.., var photo] } => [new Attachment("photo", photo.FileId, null, photo.FileSize)],
            // An animation comes as a document, too.
            { Animation: { } file } => [new Attachment("animation", file.FileId, file.FileName, file.FileSize)],
            { Document: { } file } => [new Attachment("document", file.FileId, file.FileName, file.FileSize)],
            { Audio: { } file } => [new Attachment("audio", file.FileId, file.FileName, file.FileSize)],
            { Video: { } file } => [new Attachment("video", file.FileId, file.FileName, file.FileSize)],
            { VideoNote: { } file } => [new Attachment("video note", file.FileId, null, file.FileSize)],
            { Voice: { } file } => [new Attachment("voice", file.FileId, null, file.FileSize)],
            { Sticker: { } file } => [new Attachment("sticker", file.FileId, file.Emoji, file.FileSize)],
            { Text: not null } or { Caption: not null } => [],
            // Nothing to fetch, yet its sender shall hear that it was not read.
            _ => [new Attachment(message.Type.ToString().ToLowerInvariant(), "", null, null)],
        };
}
