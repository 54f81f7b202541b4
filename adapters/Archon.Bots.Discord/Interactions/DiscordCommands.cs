using System.Collections.Immutable;
using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Messages;
using Archon.Bots.Discord.Events;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Interactions;

/// <summary>What somebody types after a slash, or fills into the form that an <c>/ask</c> without words opens.</summary>
internal sealed class DiscordCommands(DiscordIdentity bot, DiscordFilter filter)
{
    public const string Ask = "ask";

    /// <summary>The option of <see cref="Ask"/> that a file comes with.</summary>
    public const string File = "file";

    private const string Words = "text";

    /// <summary>Unit: characters. Source: Discord, application commands: 6,000 for an option of text.</summary>
    private const int LongestPrompt = 6_000;

    /// <summary>Unit: characters. Source: as above.</summary>
    private const int LongestDescription = 100;

    private const int ChatInput = 1;
    private const int TextOption = 3;
    private const int FileOption = 11;

    /// <summary>What is registered: Discord offers it while somebody types.</summary>
    public static ImmutableArray<DiscordCommand> Of(CommandMenu menu) =>
        [
            Command(
                Ask,
                "ask the agent; in a channel it opens a thread",
                new DiscordCommandOption(TextOption, "prompt", "what to do; without it a form opens", Required: null)
                {
                    MaxLength = LongestPrompt,
                },
                new DiscordCommandOption(FileOption, File, "a file to look at", Required: null)
            ),
            .. menu
                .Entries.Concat(menu.ForAdmins)
                .Select(entry =>
                    Command(
                        entry.Name,
                        entry.Description,
                        new DiscordCommandOption(TextOption, Words, "what follows the command, where it takes something", Required: null)
                    )
                ),
        ];

    /// <summary>Whether it wants the form: there is nothing to ask yet.</summary>
    public static bool WantsForm(DiscordInteraction command) =>
        command is { Type: InteractionType.Command, Data: { Name: Ask, Words.Length: 0 } data }
        && data.Resolved?.Attachments is not { Count: > 0 };

    /// <summary>Whether its words are for the agent, and nobody else sees them.</summary>
    public static bool IsPrompt(DiscordInteraction command) => command.Type == InteractionType.Form || command.Data?.Name == Ask;

    /// <param name="address">Where it is said; in a channel, the thread that its words open.</param>
    /// <param name="root">The message that stands for its words; null: there is none.</param>
    public InboundMessage? Map(DiscordInteraction command, DiscordPlace place, DiscordAddress address, string? root)
    {
        if (
            command is not { Id: { } id, Person: { } person, Data: { } data }
            || Snowflake.Of(root ?? id) is not { } order
            || Snowflake.Of(id) is not { } at
            || !filter.Takes(place)
        )
        {
            return null;
        }

        return new InboundMessage
        {
            Bot = bot.User,
            DeliveryId = id,
            OrderKey = order,
            Conversation = address.Key,
            Author = DiscordSpeech.AuthorOf(person, command.Member, isWebhook: false, filter),
            Text = IsPrompt(command) ? data.Words : $"!{data.Name} {data.Words}".TrimEnd(),
            SentAt = Snowflake.At(at),
            Kind = MessageKind.Command,
            Attachments = [.. (data.Resolved?.Attachments?.Values ?? []).Select(file => DiscordAttachments.Of(file, message: null))],
            MessageId = root,
            IsShared = !place.IsDirect,
            IsMention = true,
        };
    }

    private static DiscordCommand Command(string name, string description, params IReadOnlyList<DiscordCommandOption> options) =>
        new(name, ChatInput, description.Length <= LongestDescription ? description : description[..LongestDescription], options)
        {
            // In servers and in direct messages with the bot; installed to a server.
            Contexts = [0, 1],
            IntegrationTypes = [0],
        };
}
