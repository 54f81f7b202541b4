using Archon.Bots.Core.Messages;

namespace Archon.Bots.Slack.Events;

/// <summary>What is known of the people that a message names. A lookup: who asks Slack does so before.</summary>
internal sealed record SlackNames(IReadOnlyDictionary<string, SlackPerson> People)
{
    public static SlackNames None { get; } = new(new Dictionary<string, SlackPerson>());

    /// <summary>The id where no name is known.</summary>
    public string Of(string id) => People.TryGetValue(id, out var person) && person.Name.Length > 0 ? person.Name : id;

    /// <summary>Of whom nothing is known is a stranger: closed by default.</summary>
    /// <param name="team">The workspace that Slack names beside the person; null: it names none.</param>
    public Author AuthorOf(string id, string? team, SlackIdentity bot) =>
        new(id, Of(id))
        {
            IsStranger =
                !People.TryGetValue(id, out var person)
                || person.IsGuest
                || (person.Team is { } home && home != bot.Team)
                || (team is not null && team != bot.Team),
        };
}

/// <summary>Source: users.info.</summary>
/// <param name="Team">The workspace that the person belongs to.</param>
/// <param name="IsGuest">is_restricted, is_ultra_restricted or is_stranger.</param>
internal sealed record SlackPerson(string Name, string? Team, bool IsGuest);
