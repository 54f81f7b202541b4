using System.Text.Json.Nodes;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack.Delivery;

/// <summary>The status line below a thread, in apps that have it. Source: assistant.threads.setStatus, shown for two minutes or to the next message.</summary>
internal sealed class SlackTyping(SlackCalls calls, ILogger<SlackTyping> logger)
{
    private const string Method = "assistant.threads.setStatus";
    private volatile bool _isRefused;

    public async Task ShowAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (_isRefused || SlackAddress.Of(conversation) is not { Thread: { } thread } address)
        {
            return;
        }

        try
        {
            await calls.WriteAsync(
                Method,
                CallFamily.Typing,
                new JsonObject
                {
                    ["channel_id"] = address.Channel,
                    ["thread_ts"] = thread,
                    ["status"] = "is working ...",
                },
                SlackJson.Default.SlackAnswer,
                cancellationToken
            );
        }
        catch (PlatformRejectedException refused) when (refused.InnerException is SlackErrorException error)
        {
            // An app without the feature has it in no thread.
            _isRefused = true;
            logger.ScopeMissing(Method, error.Needed ?? error.Error);
        }
    }
}
