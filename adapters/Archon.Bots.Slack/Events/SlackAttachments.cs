using System.Collections.Immutable;
using Archon.Bots.Core.Messages;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Events;

/// <summary>
/// What came with a message. Images and documents can be fetched; the rest is named, so that its sender hears that it was not read.
/// </summary>
internal static class SlackAttachments
{
    public static ImmutableArray<Attachment> Of(SlackMessage message) => [.. (message.Files ?? []).Select(Of)];

    private static Attachment Of(SlackFile file)
    {
        var kind = KindOf(file.Mimetype);
        return new Attachment(kind, kind is "image" or "file" ? ReferenceOf(file) : "", file.Name, file.Size, file.Mimetype);
    }

    /// <summary>Its address; its id where that has to be asked for with files.info. Empty: it is gone, or Slack does not hold it.</summary>
    private static string ReferenceOf(SlackFile file) =>
        file.Mode is "tombstone" or "hidden_by_limit" or "external" ? ""
        : file.FileAccess == "check_file_info" ? file.Id ?? ""
        : file.UrlPrivateDownload ?? file.UrlPrivate ?? file.Id ?? "";

    private static string KindOf(string? type) =>
        type?.Split('/')[0] switch
        {
            "image" => "image",
            "audio" => "audio",
            "video" => "video",
            _ => "file",
        };
}
