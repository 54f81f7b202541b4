using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Delivery;
using Archon.Bots.Slack.Events;
using Archon.Bots.Slack.Rendering;
using Archon.Bots.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Slack.Inbound;

/// <summary>Hands what the sockets bring to the inbox; an envelope is acknowledged when that has stored it.</summary>
internal sealed class SlackReception(
    SlackApi api,
    SlackCalls calls,
    SlackDirectory directory,
    SlackGap gap,
    TimeProvider time,
    ILogger<SlackReception> logger
)
{
    /// <summary>What the sockets need, for one inbox.</summary>
    public ISlackSink For(IInbox inbox, SlackIdentity bot, CancellationToken cancellationToken) =>
        new Sink(this, inbox, bot, new SlackDoor(directory, inbox, bot), cancellationToken);

    private async Task EventAsync(SlackDoor door, IInbox inbox, SlackIdentity bot, JsonElement payload, CancellationToken cancellationToken)
    {
        var delivered = payload.Deserialize(SlackEventJson.Default.SlackEventPayload)!;
        switch (SlackEvent.Of(delivered.Event))
        {
            case SlackEvent.Posted({ Channel: { } channel } message):
                var type = await directory.ChannelTypeAsync(channel, message.ChannelType, cancellationToken);
                var isTaken = await gap.Reading.TakeLiveAsync(
                    inbox,
                    bot.User,
                    (heldUntil, movesCursors) => door.TakeAsync(message, channel, type, heldUntil, movesCursors, cancellationToken),
                    cancellationToken
                );
                if (!isTaken && SlackDoor.CursorsOf(message, channel) is [var place, ..] && !SlackAddress.IsThread(place.Place))
                {
                    gap.Skipped.Add(place);
                }

                break;
            case SlackEvent.Joined joined:
                var inviters = await directory.NamesOfAsync([joined.Inviter ?? ""], cancellationToken);
                await AcceptAsync(inbox, SlackPlaces.MapJoin(joined, bot, inviters, directory.Filter), cancellationToken);
                break;
            case SlackEvent.SessionStopped stop:
                var stoppers = await directory.NamesOfAsync([stop.User ?? ""], cancellationToken);
                await AcceptAsync(
                    inbox,
                    SlackPlaces.MapStop(stop, SlackPlaces.TypeOf(stop.Channel ?? ""), bot, stoppers),
                    cancellationToken
                );
                break;
            case SlackEvent.Revoked(var end):
                directory.Revoke(end);
                break;
            case SlackEvent.Unknown(var name):
                logger.EventLeft(name);
                break;
            default:
                break;
        }
    }

    private async Task InteractionAsync(IInbox inbox, SlackIdentity bot, JsonElement payload, CancellationToken cancellationToken)
    {
        var press = payload.Deserialize(SlackEventJson.Default.SlackInteraction)!;
        if ((press.Container?.ChannelId ?? press.Channel?.Id) is not { } channel)
        {
            logger.EventLeft(press.Type ?? "");
            return;
        }

        var type = await directory.ChannelTypeAsync(channel, null, cancellationToken);
        var names = await directory.NamesOfAsync([press.User?.Id ?? ""], cancellationToken);
        await AcceptAsync(inbox, new SlackPresses(bot, directory.Filter).Map(press, type, names, time.GetUtcNow()), cancellationToken);
    }

    /// <summary>A command leaves nothing to be seen: in a channel its words are posted first, and open the thread.</summary>
    private async Task CommandAsync(IInbox inbox, SlackIdentity bot, JsonElement payload, CancellationToken cancellationToken)
    {
        var command = payload.Deserialize(SlackEventJson.Default.SlackCommand)!;
        if (command is not { ChannelId: { } channel, UserId: { } user })
        {
            return;
        }

        if (command.Command == SlackCommands.Workflow)
        {
            await RespondAsync(command, SlackCommands.WorkflowAnswer, cancellationToken);
            return;
        }

        var type = await directory.ChannelTypeAsync(channel, null, cancellationToken);
        var names = await directory.NamesOfAsync(SlackText.PeopleIn(command.Text).Append(user), cancellationToken);
        var commands = new SlackCommands(bot, directory.Filter);
        if (SlackPlaces.IsDirect(type))
        {
            await AcceptAsync(inbox, commands.Map(command, type, null, names, time.GetUtcNow()), cancellationToken);
            return;
        }

        try
        {
            var root = await calls.WriteAsync(
                "chat.postMessage",
                CallFamily.Message,
                Root(channel, $"**{names.Of(user)}**: {SlackText.Decode(command.Text ?? "", names)}"),
                SlackJson.Default.SlackPosted,
                cancellationToken
            );
            await AcceptAsync(inbox, commands.Map(command, type, root?.Ts, names, time.GetUtcNow()), cancellationToken);
        }
        catch (PlatformRejectedException refused)
        {
            await RespondAsync(command, $"I cannot write here: {refused.Message}.", cancellationToken);
        }
    }

    /// <summary>Somebody's words under our name: they call nobody.</summary>
    private static JsonObject Root(string channel, string markdown)
    {
        var rendered = SlackBlocks.Of(new ReplyBody(markdown));
        return new JsonObject
        {
            ["channel"] = channel,
            ["text"] = rendered.Text,
            ["blocks"] = JsonNode.Parse(rendered.Blocks.GetRawText()),
        };
    }

    private async Task RespondAsync(SlackCommand command, string text, CancellationToken cancellationToken)
    {
        if (Uri.TryCreate(command.ResponseUrl, UriKind.Absolute, out var address) && api.IsOwn(address))
        {
            await api.RespondAsync(address, text, cancellationToken);
        }
    }

    private static Task AcceptAsync(IInbox inbox, InboundMessage? message, CancellationToken cancellationToken) =>
        message is null ? Task.CompletedTask : inbox.AcceptAsync(message, cancellationToken);

    private void Connected(
        SlackHello hello,
        bool afterGap,
        SlackDoor door,
        IInbox inbox,
        SlackIdentity bot,
        CancellationToken cancellationToken
    )
    {
        directory.Learn(hello.ConnectionInfo?.AppId);
        if (afterGap)
        {
            gap.Begin(door, inbox, bot, cancellationToken);
        }
    }

    private Task LeaveAsync(string? type)
    {
        logger.EventLeft(type ?? "");
        return Task.CompletedTask;
    }

    private sealed class Sink(SlackReception reception, IInbox inbox, SlackIdentity bot, SlackDoor door, CancellationToken stoppingToken)
        : ISlackSink
    {
        public void Connected(SlackHello hello, bool afterGap) => reception.Connected(hello, afterGap, door, inbox, bot, stoppingToken);

        public Task ReceiveAsync(SlackEnvelope envelope, CancellationToken cancellationToken) =>
            envelope.Type switch
            {
                "events_api" => reception.EventAsync(door, inbox, bot, envelope.Payload, cancellationToken),
                "interactive" => reception.InteractionAsync(inbox, bot, envelope.Payload, cancellationToken),
                "slash_commands" => reception.CommandAsync(inbox, bot, envelope.Payload, cancellationToken),
                var other => reception.LeaveAsync(other),
            };
    }
}
