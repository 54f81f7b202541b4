using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Events;

/// <summary>
/// What came with a message. Images and documents can be fetched; the rest is named, so that its sender hears that it was not read.
/// </summary>
internal static class DiscordAttachments
{
    public static ImmutableArray<Attachment> Of(DiscordMessage message) =>
        [
            .. (message.Attachments ?? []).Select(file => Of(file, message)),
            .. (message.StickerItems ?? []).Select(sticker => new Attachment("sticker", "", sticker.Name, null)),
        ];

    /// <param name="message">Null: it came with a command, and lies nowhere else.</param>
    public static Attachment Of(DiscordAttachment file, DiscordMessage? message)
    {
        var kind = KindOf(file.ContentType);
        var reference = kind is "image" or "file" ? DiscordFileReference.Of(file, message) : "";
        return new Attachment(kind, reference, file.Filename, file.Size, file.ContentType?.Split(';')[0]);
    }

    private static string KindOf(string? type) =>
        type?.Split('/')[0] switch
        {
            "image" => "image",
            "audio" => "audio",
            "video" => "video",
            _ => "file",
        };
}
