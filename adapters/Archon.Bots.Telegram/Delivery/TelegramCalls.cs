using System.Collections.Concurrent;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Telegram.Settings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Telegram.Bot.Exceptions;

namespace Archon.Bots.Telegram.Delivery;

/// <summary>Calls to one conversation: each with a time limit, its failure in the port's words, and after a group that has moved.</summary>
internal sealed class TelegramCalls(IOptions<TelegramOptions> options, TimeProvider time, ILogger<TelegramCalls> logger)
{
    /// <summary>Groups that became supergroups, as Telegram told it. Not stored: it tells it again.</summary>
    private readonly ConcurrentDictionary<long, long> _moved = new();

    /// <param name="call">What is tried, for people.</param>
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="TelegramParseException">Telegram does not parse our markup; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">Refused for good; nothing was done.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">The answer was lost; it may have been done.</exception>
    public async Task<T> RunAsync<T>(
        string call,
        CallFamily family,
        ConversationKey conversation,
        Func<TelegramAddress, CancellationToken, Task<T>> callAsync,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await FollowAsync(TelegramAddress.Of(conversation), callAsync, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw TelegramErrors.Translate(exception, call, family);
        }
    }

    public async Task RunAsync(
        string call,
        CallFamily family,
        ConversationKey conversation,
        Func<TelegramAddress, CancellationToken, Task> callAsync,
        CancellationToken cancellationToken
    ) =>
        await RunAsync(
            call,
            family,
            conversation,
            async (address, token) =>
            {
                await callAsync(address, token);
                return true;
            },
            cancellationToken
        );

    private async Task<T> FollowAsync<T>(
        TelegramAddress address,
        Func<TelegramAddress, CancellationToken, Task<T>> callAsync,
        CancellationToken cancellationToken
    )
    {
        var known = _moved.TryGetValue(address.Chat, out var supergroup) ? address with { Chat = supergroup } : address;
        try
        {
            return await LimitAsync(known, callAsync, cancellationToken);
        }
        catch (ApiRequestException moved) when (moved.Parameters?.MigrateToChatId is { } chat)
        {
            // Nothing was done, so it may be repeated at once.
            _moved[address.Chat] = chat;
            logger.ChatMoved(address.Chat, chat);
            return await LimitAsync(address with { Chat = chat }, callAsync, cancellationToken);
        }
    }

    private async Task<T> LimitAsync<T>(
        TelegramAddress address,
        Func<TelegramAddress, CancellationToken, Task<T>> callAsync,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(options.Value.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await callAsync(address, either.Token);
    }
}
