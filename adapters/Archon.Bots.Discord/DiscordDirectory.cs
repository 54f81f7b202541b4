using System.Collections.Concurrent;
using System.Text.Json;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Gateway;
using Archon.Bots.Discord.Settings;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord;

/// <summary>Who we are, and what servers, channels, threads and roles there are: as the gateway tells, asked for where it has not.</summary>
internal sealed class DiscordDirectory(
    DiscordCalls calls,
    GatewayHealth health,
    IOptions<DiscordOptions> options,
    TimeProvider time,
    ILogger<DiscordDirectory> logger
) : IDiscordNames
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DiscordPlace> _places = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DiscordRole> _roles = new(StringComparer.Ordinal);

    public DiscordFilter Filter { get; } =
        new(
            DiscordSettings.Entries(options.Value.AllowedGuildIds).ToHashSet(),
            DiscordSettings.Entries(options.Value.AllowedChannelIds).ToHashSet(),
            DiscordSettings.Entries(options.Value.AllowedBotIds).ToHashSet(),
            DiscordSettings.Entries(options.Value.AllowedRoleIds).ToHashSet()
        );

    public DiscordManners Manners { get; } = new(options.Value.RequireMention, options.Value.OpenThreads);

    /// <summary>Null: not connected yet.</summary>
    public DiscordIdentity? Identity { get; private set; }

    /// <inheritdoc cref="Identity"/>
    public DiscordEvents? Events => Identity is { } bot ? new DiscordEvents(bot, Filter, this, Manners) : null;

    /// <summary>Who we are, asked for where it is not known yet.</summary>
    /// <exception cref="PlatformThrottledException">Too fast, or Discord does not take the token.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async Task<DiscordIdentity> MeAsync(CancellationToken cancellationToken)
    {
        if (Identity is null)
        {
            var me = await calls.ReadAsync(DiscordRoute.Me, DiscordJson.Default.DiscordUser, cancellationToken);
            Identity = new DiscordIdentity(me.Id ?? "", me.Username ?? "");
        }

        return Identity;
    }

    /// <summary>Asks until it is told.</summary>
    /// <exception cref="PlatformRejectedException">Discord does not take the bot's token.</exception>
    public async Task<DiscordIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await MeAsync(cancellationToken);
            }
            catch (PlatformThrottledException refused) when (refused.InnerException is DiscordErrorException)
            {
                var way = GatewayEnd.Of(GatewayEnd.TokenRefused).Reason;
                health.Down(0, way);
                throw new PlatformRejectedException(way, refused);
            }
            catch (Exception exception) when (exception is PlatformThrottledException or PlatformOutcomeUnknownException)
            {
                var pause = (exception as PlatformThrottledException)?.RetryAfter ?? _pause;
                health.Down(0, exception.Message);
                logger.ConnectionEnded(0, exception.Message, pause);
                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    public string? ChannelName(string id) => _places.GetValueOrDefault(id)?.Name;

    public string? RoleName(string id) => _roles.GetValueOrDefault(id)?.Name;

    public bool IsOwnRole(string id) => _roles.GetValueOrDefault(id)?.Tags?.BotId is { } bot && bot == Identity?.User;

    /// <summary>What is known of a place; null: nothing yet.</summary>
    public DiscordPlace? Find(string channel) => _places.GetValueOrDefault(channel);

    /// <summary>The place that something was said in.</summary>
    /// <param name="guild">As the event tells; null: a direct message.</param>
    /// <returns>Null: it is gone, or we may not see it.</returns>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async Task<DiscordPlace?> PlaceAsync(string channel, string? guild, CancellationToken cancellationToken)
    {
        if (guild is null)
        {
            return DiscordPlace.Direct(channel);
        }

        if (Find(channel) is { } known)
        {
            return known;
        }

        try
        {
            var asked = await calls.ReadAsync(DiscordRoute.Channel(channel), DiscordJson.Default.DiscordChannel, cancellationToken);
            return Know(asked, guild);
        }
        catch (PlatformRejectedException refused)
        {
            logger.ChannelUnknown(refused.Message);
            return null;
        }
    }

    /// <summary>Asks for the roles that a message names, where the gateway has not told of them: a resumed session does not.</summary>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async Task LearnRolesAsync(DiscordMessage message, string? guild, CancellationToken cancellationToken)
    {
        if (guild is null || message.MentionRoles?.Any(role => !_roles.ContainsKey(role)) is not true)
        {
            return;
        }

        try
        {
            var roles = await calls.ReadAsync(DiscordRoute.Roles(guild), DiscordEventJson.Default.ListDiscordRole, cancellationToken);
            foreach (var role in roles)
            {
                _roles[role.Id ?? ""] = role;
            }

            foreach (var gone in message.MentionRoles)
            {
                // A role that was deleted is not asked for again.
                _roles.TryAdd(gone, new DiscordRole(gone, Name: null, Tags: null));
            }
        }
        catch (PlatformRejectedException refused)
        {
            logger.ChannelUnknown(refused.Message);
        }
    }

    /// <summary>The message with its author's roles and name in the server, which what is read back lacks.</summary>
    /// <exception cref="PlatformThrottledException">Too fast.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">Not now.</exception>
    public async Task<DiscordMessage> WithMemberAsync(DiscordMessage message, DiscordPlace place, CancellationToken cancellationToken)
    {
        if (Filter.Roles.Count == 0 || place.IsDirect || message is not { Member: null, Author: { Bot: false, Id: { } user } })
        {
            return message;
        }

        try
        {
            var member = await calls.ReadAsync(
                DiscordRoute.Member(place.Guild, user),
                DiscordJson.Default.DiscordMember,
                cancellationToken
            );
            return message with { Member = member };
        }
        catch (PlatformRejectedException)
        {
            // Who has left the server holds no role in it.
            return message;
        }
    }

    /// <summary>What the gateway tells of places and roles.</summary>
    /// <returns>The server that came to be known with all that is in it; null: something smaller was told.</returns>
    public DiscordGuild? Know(string? type, JsonElement data)
    {
        switch (type)
        {
            case "GUILD_CREATE" when data.Deserialize(DiscordEventJson.Default.DiscordGuild) is { Unavailable: not true } guild:
                foreach (var channel in (guild.Channels ?? []).Concat(guild.Threads ?? []))
                {
                    Know(channel, guild.Id);
                }

                foreach (var role in guild.Roles ?? [])
                {
                    _roles[role.Id ?? ""] = role;
                }

                return guild;
            case "CHANNEL_CREATE" or "CHANNEL_UPDATE" or "THREAD_CREATE" or "THREAD_UPDATE":
                Know(data.Deserialize(DiscordEventJson.Default.DiscordChannel)!, guild: null);
                return null;
            case "THREAD_LIST_SYNC" when data.Deserialize(DiscordEventJson.Default.DiscordThreads) is { } threads:
                foreach (var thread in threads.Threads ?? [])
                {
                    Know(thread, threads.GuildId);
                }

                return null;
            case "CHANNEL_DELETE" or "THREAD_DELETE":
                _places.TryRemove(data.Deserialize(DiscordEventJson.Default.DiscordChannel)?.Id ?? "", out _);
                return null;
            case "GUILD_ROLE_CREATE"
            or "GUILD_ROLE_UPDATE" when data.Deserialize(DiscordEventJson.Default.DiscordRoleChange) is { Role: { } role }:
                _roles[role.Id ?? ""] = role;
                return null;
            default:
                return null;
        }
    }

    public DiscordPlace? Know(DiscordChannel channel, string? guild)
    {
        if (DiscordPlace.Of(channel, guild) is not { } place)
        {
            return null;
        }

        _places[place.Channel] = place;
        return place;
    }
}
