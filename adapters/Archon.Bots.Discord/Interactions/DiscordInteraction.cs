using System.Text.Json;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Interactions;

/// <summary>Something that somebody pressed, typed after a slash, or filled in. Source: Discord, interactions, receiving and responding.</summary>
/// <param name="Type">See <see cref="InteractionType"/>.</param>
/// <param name="Token">Answers it for 15 minutes; never logged.</param>
/// <param name="User">In a direct message; else <paramref name="Member"/> has it.</param>
/// <param name="Message">Whose button it is.</param>
internal sealed record DiscordInteraction(
    string? Id,
    string? ApplicationId,
    int Type,
    string? Token,
    string? GuildId,
    string? ChannelId,
    DiscordMember? Member,
    DiscordUser? User,
    DiscordInteractionData? Data,
    DiscordMessage? Message
)
{
    public DiscordUser? Person => Member?.User ?? User;
}

internal static class InteractionType
{
    public const int Command = 2;
    public const int Component = 3;
    public const int Form = 5;
}

/// <param name="Name">Of a command.</param>
/// <param name="CustomId">Of a button or a form.</param>
internal sealed record DiscordInteractionData(
    string? Name,
    string? CustomId,
    IReadOnlyList<DiscordOptionValue>? Options,
    IReadOnlyList<DiscordFormPart>? Components,
    DiscordResolved? Resolved
)
{
    /// <summary>The words of the command, or of the form; empty: there are none.</summary>
    public string Words =>
        (
            Options
                ?.FirstOrDefault(option => option.Value.ValueKind == JsonValueKind.String && option.Name != DiscordCommands.File)
                ?.Value.GetString()
            ?? Components?.Select(part => part.FirstValue).FirstOrDefault(value => value is not null)
            ?? ""
        ).Trim();
}

internal sealed record DiscordOptionValue(string? Name, int Type, JsonElement Value);

internal sealed record DiscordResolved(IReadOnlyDictionary<string, DiscordAttachment>? Attachments);

/// <summary>A part of a form: an input, or what holds one, in the older shape or the newer.</summary>
internal sealed record DiscordFormPart(
    int Type,
    string? CustomId,
    string? Value,
    DiscordFormPart? Component,
    IReadOnlyList<DiscordFormPart>? Components
)
{
    public string? FirstValue =>
        Value ?? Component?.FirstValue ?? Components?.Select(part => part.FirstValue).FirstOrDefault(value => value is not null);
}
