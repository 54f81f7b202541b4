using System.Text.Json.Nodes;
using Archon.Bots.Core.Inbox;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Delivery;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Rendering;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Logging;

namespace Archon.Bots.Discord.Interactions;

/// <summary>
/// Presses, commands and forms: acknowledged when the inbox has them, at once and whole, since what answers them later dies after 15 minutes. The
/// answer itself is an ordinary message. Source: Discord, interactions, receiving and responding.
/// </summary>
internal sealed class DiscordInteractions(DiscordDirectory directory, DiscordCalls calls, ILogger<DiscordInteractions> logger)
{
    private const int AnswerMessage = 4;
    private const int AnswerPress = 6;
    private const int AnswerForm = 9;

    /// <summary>Who has typed the command sees it, and nobody else.</summary>
    public async Task TakeAsync(DiscordInteraction interaction, IInbox inbox, DiscordIdentity bot, CancellationToken cancellationToken)
    {
        if (
            interaction is not { Id: { } id, Token: { } token, ChannelId: { } channel, Person: not null }
            || await directory.PlaceAsync(channel, interaction.GuildId, cancellationToken) is not { } place
        )
        {
            logger.EventLeft("INTERACTION_CREATE");
            return;
        }

        if (await AcceptAsync(interaction, place, inbox, bot, cancellationToken) is { } answer)
        {
            await AnswerAsync(id, token, answer, cancellationToken);
        }
    }

    /// <returns>How it is acknowledged; null: not at all, as nothing that we offer asks for it.</returns>
    private async Task<JsonObject?> AcceptAsync(
        DiscordInteraction interaction,
        DiscordPlace place,
        IInbox inbox,
        DiscordIdentity bot,
        CancellationToken cancellationToken
    )
    {
        switch (interaction.Type)
        {
            case InteractionType.Component:
                if (new DiscordPresses(bot, directory.Filter, directory.Manners).Map(interaction, place) is { } press)
                {
                    await inbox.AcceptAsync(press, cancellationToken);
                }

                return new JsonObject { ["type"] = AnswerPress };
            case InteractionType.Command or InteractionType.Form when !directory.Filter.Takes(place):
                return Message("I do not listen here.");
            case InteractionType.Command when DiscordCommands.WantsForm(interaction):
                return DiscordForm.Ask();
            case InteractionType.Command or InteractionType.Form:
                return await AcceptCommandAsync(interaction, place, inbox, bot, cancellationToken);
            default:
                return null;
        }
    }

    private async Task<JsonObject> AcceptCommandAsync(
        DiscordInteraction command,
        DiscordPlace place,
        IInbox inbox,
        DiscordIdentity bot,
        CancellationToken cancellationToken
    )
    {
        var commands = new DiscordCommands(bot, directory.Filter);
        if (!DiscordCommands.IsPrompt(command))
        {
            await AcceptAsync(commands.Map(command, place, place.Address, root: null));
            return Message($"The answer comes here: {place.Address.Link}");
        }

        try
        {
            var root = await PostWordsAsync(command, place, cancellationToken);
            var address = place.ConversationOf(root, directory.Manners.OpensThreads);
            await AcceptAsync(commands.Map(command, place, address, root));
            return Message($"On it: {address.Link}");
        }
        catch (PlatformRejectedException refused)
        {
            return Message($"I cannot write here: {refused.Message}.");
        }
        catch (PlatformThrottledException throttled)
        {
            return Message(
                $"Discord lets me write here again in {Math.Ceiling(throttled.RetryAfter.TotalSeconds):0} s: please ask again then."
            );
        }

        Task AcceptAsync(InboundMessage? message) => message is null ? Task.CompletedTask : inbox.AcceptAsync(message, cancellationToken);
    }

    /// <summary>A command leaves nothing to be seen: its words are posted, and what answers them refers to that. They call nobody.</summary>
    /// <returns>The message's id: the same one for a command that comes twice.</returns>
    private async Task<string> PostWordsAsync(DiscordInteraction command, DiscordPlace place, CancellationToken cancellationToken)
    {
        var name = DiscordText.NameOf(command.Person!, command.Member);
        var files = string.Join(", ", (command.Data?.Resolved?.Attachments?.Values ?? []).Select(file => file.Filename));
        var words = $"**{name}**: {command.Data?.Words}{(files.Length > 0 ? $" ({files})" : "")}";
        var arguments = SilentMessage.Of(TextCut.Shorten(words, DiscordMarkdown.Longest));
        (arguments["nonce"], arguments["enforce_nonce"]) = (command.Id, true);
        var route = DiscordRoute.Post(place.Channel);
        var posted = await calls.WriteAsync(route, CallFamily.Message, arguments, DiscordJson.Default.DiscordMessage, cancellationToken);
        return posted.Id ?? throw new PlatformOutcomeUnknownException("Discord names no id for what it has posted.");
    }

    private async Task AnswerAsync(string id, string token, JsonObject answer, CancellationToken cancellationToken)
    {
        try
        {
            await calls.WriteAsync(
                DiscordRoute.Answer(id, token),
                CallFamily.Typing,
                answer,
                cancellationToken,
                // A copy of what was acknowledged, or one that comes too late: it was taken all the same.
                DiscordErrors.AlreadyAcknowledged,
                DiscordErrors.UnknownInteraction
            );
        }
        catch (Exception exception)
            when (exception is PlatformRejectedException or PlatformThrottledException or PlatformOutcomeUnknownException)
        {
            logger.AnswerFailed(exception.Message);
        }
    }

    private static JsonObject Message(string text) => new() { ["type"] = AnswerMessage, ["data"] = SilentMessage.ForOne(text) };
}
