using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<ConversationKey, byte> _shown = new();
    private volatile bool _isRefused;

    public async Task ShowAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (_isRefused || SlackAddress.Of(conversation).Thread is null)
        {
            return;
        }

        _shown[conversation] = 0;
        await SetAsync(conversation, "is working ...", cancellationToken);
    }

    /// <summary>Takes it away where an edit has brought the answer: only a post does so by itself. Best effort: it fades.</summary>
    public async Task HideAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        if (_shown.TryRemove(conversation, out _))
        {
            try
            {
                await SetAsync(conversation, "", cancellationToken);
            }
            catch (Exception exception)
                when (exception is PlatformThrottledException or PlatformRejectedException or PlatformOutcomeUnknownException)
            {
                logger.StatusLeft(exception.Message);
            }
        }
    }

    private async Task SetAsync(ConversationKey conversation, string status, CancellationToken cancellationToken)
    {
        var address = SlackAddress.Of(conversation);
        try
        {
            await calls.WriteAsync(
                Method,
                CallFamily.Typing,
                new JsonObject
                {
                    ["channel_id"] = address.Channel,
                    ["thread_ts"] = address.Thread,
                    ["status"] = status,
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
