using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Pace;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>The sign that somebody types, shown for ten seconds. Source: Discord, trigger typing indicator.</summary>
internal sealed class DiscordTyping(DiscordCalls calls, DiscordThreads threads)
{
    public async Task ShowAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        // A thread that is not there yet is opened by the first message in it.
        if (threads.Known(DiscordAddress.Of(conversation)) is { } destination)
        {
            await calls.WriteAsync(DiscordRoute.Typing(destination.Channel), CallFamily.Typing, null, cancellationToken);
        }
    }
}
