using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Delivery;

/// <summary>
/// Where a conversation's messages go. Its thread is opened with the first of them; where none can be opened they go to the channel, as answers to
/// the message that began.
/// </summary>
internal sealed class DiscordThreads(DiscordCalls calls, DiscordDirectory directory, DiscordTitles titles, ILogger<DiscordThreads> logger)
{
    private readonly ConcurrentDictionary<string, byte> _refused = new(StringComparer.Ordinal);

    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">The thread or its channel is gone.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">It may have been opened; to ask again tells.</exception>
    public async Task<DiscordDestination> OfAsync(ConversationKey conversation, CancellationToken cancellationToken)
    {
        var address = DiscordAddress.Of(conversation);
        if (address.Thread is not { } thread)
        {
            return new DiscordDestination(address.Channel, null);
        }

        if (directory.Find(thread) is null && !_refused.ContainsKey(thread))
        {
            await OpenAsync(address, thread, cancellationToken);
        }

        return Known(address) ?? new DiscordDestination(thread, null);
    }

    /// <summary>As far as it can be told without a call; null: there is no thread yet.</summary>
    public DiscordDestination? Known(DiscordAddress address) =>
        address.Thread is not { } thread ? new DiscordDestination(address.Channel, null)
        : _refused.ContainsKey(thread) ? new DiscordDestination(address.Channel, thread)
        : directory.Find(thread) is not null ? new DiscordDestination(thread, null)
        : null;

    /// <summary>Opens an archived thread again. Source: Discord, threads: who may write in one may unarchive it, unless it is locked.</summary>
    public Task UnarchiveAsync(string thread, CancellationToken cancellationToken) =>
        calls.WriteAsync(
            DiscordRoute.ChangeChannel(thread),
            CallFamily.Message,
            new JsonObject { ["archived"] = false },
            cancellationToken
        );

    private async Task OpenAsync(DiscordAddress address, string thread, CancellationToken cancellationToken)
    {
        try
        {
            var opened = await calls.WriteAsync(
                DiscordRoute.OpenThread(address.Channel, thread),
                CallFamily.Message,
                new JsonObject { ["name"] = await titles.OfAsync(address.Channel, thread, cancellationToken) },
                DiscordJson.Default.DiscordChannel,
                cancellationToken
            );
            directory.Know(opened, address.Guild);
        }
        catch (PlatformRejectedException refused) when (DiscordErrors.Is(refused, DiscordErrors.ThreadExists))
        {
            directory.Know(
                new DiscordChannel(thread, ChannelType.PublicThread, address.Guild, address.Channel, Name: null, LastMessageId: null),
                address.Guild
            );
        }
        catch (PlatformRejectedException refused) when (!DiscordErrors.Is(refused, DiscordErrors.UnknownChannel))
        {
            _refused.TryAdd(thread, 0);
            logger.ThreadRefused(address.Channel, refused.Message);
        }
    }
}

/// <param name="Channel">The channel or thread that is written to.</param>
/// <param name="Root">The message that is answered there; null: none.</param>
internal readonly record struct DiscordDestination(string Channel, string? Root);
