using System.Text.Json;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Gateway;
using Archon.Bots.Discord.Interactions;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Inbound;

/// <summary>Hands what the gateway brings to the inbox.</summary>
internal sealed class DiscordReception(
    DiscordDirectory directory,
    DiscordTitles titles,
    DiscordInteractions interactions,
    DiscordGap gap,
    ILogger<DiscordReception> logger
)
{
    /// <summary>What the gateway needs, for one inbox.</summary>
    public IGatewaySink For(IInbox inbox, DiscordIdentity bot, CancellationToken cancellationToken)
    {
        var events = new DiscordEvents(bot, directory.Filter, directory, directory.Manners);
        return new Sink(this, inbox, bot, events, new DiscordDoor(directory, titles, inbox, events), cancellationToken);
    }

    private sealed class Sink(
        DiscordReception reception,
        IInbox inbox,
        DiscordIdentity bot,
        DiscordEvents events,
        DiscordDoor door,
        CancellationToken stoppingToken
    ) : IGatewaySink
    {
        public void Begun(int shard, GatewayReady ready) => reception.Gap.Begin(door, inbox, bot, (shard, ready), stoppingToken);

        public void Know(GatewayFrame dispatch)
        {
            try
            {
                if (reception.Directory.Know(dispatch.T, dispatch.D) is { } guild)
                {
                    reception.Gap.Arrived(guild, door, inbox, bot, stoppingToken);
                }
            }
            catch (JsonException)
            {
                reception.Logger.EventLeft(dispatch.T ?? "");
            }
        }

        public async Task ReceiveAsync(GatewayFrame dispatch, CancellationToken cancellationToken)
        {
            try
            {
                await ReadAsync(dispatch, cancellationToken);
            }
            catch (JsonException)
            {
                // It would be no other if it were sent again.
                reception.Logger.EventLeft(dispatch.T ?? "");
            }
        }

        private Task ReadAsync(GatewayFrame dispatch, CancellationToken cancellationToken) =>
            dispatch.T switch
            {
                "MESSAGE_CREATE" => PostedAsync(dispatch.D, cancellationToken),
                "MESSAGE_UPDATE" => ChangedAsync(dispatch.D, cancellationToken),
                "MESSAGE_DELETE" or "MESSAGE_DELETE_BULK" => DeletedAsync(dispatch.D, cancellationToken),
                "INTERACTION_CREATE" => reception.Interactions.TakeAsync(
                    dispatch.D.Deserialize(DiscordEventJson.Default.DiscordInteraction)!,
                    inbox,
                    bot,
                    cancellationToken
                ),
                var other => LeaveAsync(other),
            };

        private async Task PostedAsync(JsonElement data, CancellationToken cancellationToken)
        {
            var message = data.Deserialize(DiscordEventJson.Default.DiscordMessage)!;
            if (
                message.ChannelId is not { } channel
                || await reception.Directory.PlaceAsync(channel, message.GuildId, cancellationToken) is not { } place
            )
            {
                return;
            }

            var isTaken = await reception.Gap.Reading.TakeLiveAsync(
                inbox,
                bot.User,
                (heldUntil, movesCursors) => door.TakeAsync(message, place, heldUntil, movesCursors, cancellationToken),
                cancellationToken
            );
            if (!isTaken && !place.IsThread && DiscordDoor.CursorOf(message, place) is { } cursor)
            {
                reception.Gap.Skipped.Add(cursor);
            }
        }

        private async Task ChangedAsync(JsonElement data, CancellationToken cancellationToken)
        {
            var change = data.Deserialize(DiscordEventJson.Default.DiscordMessage)!;
            if (
                change.ChannelId is { } channel
                && await reception.Directory.PlaceAsync(channel, change.GuildId, cancellationToken) is { } place
                && events.MapEdit(change, place) is var (edit, said)
            )
            {
                await inbox.AcceptAsync(edit, cancellationToken);
                if (said is not null)
                {
                    await inbox.AcceptAsync(said, cancellationToken);
                }
            }
        }

        private async Task DeletedAsync(JsonElement data, CancellationToken cancellationToken)
        {
            var gone = data.Deserialize(DiscordEventJson.Default.DiscordDeletion)!;
            if (
                gone.ChannelId is not { } channel
                || await reception.Directory.PlaceAsync(channel, gone.GuildId, cancellationToken) is not { } place
            )
            {
                return;
            }

            foreach (var deletion in (gone.Ids ?? []).Append(gone.Id).Select(id => events.MapDelete(id, place)).OfType<InboundMessage>())
            {
                await inbox.AcceptAsync(deletion, cancellationToken);
            }
        }

        private Task LeaveAsync(string? type)
        {
            reception.Logger.EventLeft(type ?? "");
            return Task.CompletedTask;
        }
    }

    private DiscordDirectory Directory => directory;

    private DiscordInteractions Interactions => interactions;

    private DiscordGap Gap => gap;

    private ILogger Logger => logger;
}
