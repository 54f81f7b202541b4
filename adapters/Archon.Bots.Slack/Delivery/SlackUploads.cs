using System.Text;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Delivery;

/// <summary>Files that an answer carries, in the three steps that Slack wants. Source: Slack, "Working with files", uploading.</summary>
internal sealed class SlackUploads(SlackApi api, SlackCalls calls)
{
    /// <exception cref="PlatformThrottledException">Too fast; nobody sees anything of it.</exception>
    /// <exception cref="PlatformRejectedException">Refused for good; nobody sees anything of it.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It may be there.</exception>
    public async Task SendAsync(ConversationKey conversation, ReplyFile file, CancellationToken cancellationToken)
    {
        var content = Encoding.UTF8.GetBytes(file.Text);
        var upload = await calls.ReadAsync(
            "files.getUploadURLExternal",
            SlackJson.Default.SlackUpload,
            cancellationToken,
            ("filename", file.Name),
            ("length", content.Length)
        );
        if (upload.FileId is not { } id || !Uri.TryCreate(upload.UploadUrl, UriKind.Absolute, out var address))
        {
            throw new PlatformOutcomeUnknownException("Slack names no place for a file.");
        }

        try
        {
            await api.UploadAsync(address, content, cancellationToken);
        }
        catch (Exception exception) when (exception is SlackThrottledException or SlackLostException)
        {
            throw SlackErrors.Translate(exception, CallFamily.Message);
        }

        var place = SlackAddress.Of(conversation);
        var arguments = new JsonObject
        {
            ["files"] = new JsonArray(new JsonObject { ["id"] = id, ["title"] = file.Name }),
            ["channel_id"] = place.Channel,
        };
        if (place.Thread is { } thread)
        {
            arguments["thread_ts"] = thread;
        }

        await calls.WriteAsync(
            "files.completeUploadExternal",
            CallFamily.Message,
            arguments,
            SlackJson.Default.SlackAnswer,
            cancellationToken
        );
    }
}
