using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Playground.Life;

/// <summary>The last message of a person, as its platform knows it. Times are milliseconds since the epoch.</summary>
/// <param name="Id">As the platform's own deliveries name it.</param>
/// <param name="HandedAt">When the platform gave it to the bot; again and again until the bot has confirmed it.</param>
/// <param name="Refused">How many sends of the bot the platform has refused since then.</param>
/// <param name="ShownAt">When the platform showed, of the bot's messages, what it shows now, by message id.</param>
internal sealed record Said(string Id, long At, ImmutableArray<long> HandedAt, int Refused, ImmutableDictionary<string, long> ShownAt)
{
    /// <summary>How many events the platform makes of it each time: two of a mention on Slack.</summary>
    public int Events { get; init; } = 1;

    /// <summary>As people write it.</summary>
    public required string Platform { get; init; }

    /// <summary>As the bot's key has it.</summary>
    public required (string Platform, string Space, string Thread) Conversation { get; init; }
}
