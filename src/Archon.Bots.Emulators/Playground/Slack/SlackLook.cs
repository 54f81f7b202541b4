using System.Collections.Immutable;

namespace Archon.Bots.Emulators.Playground.Slack;

/// <summary>A post as its reader sees it now.</summary>
/// <param name="Thread">The root of its thread; null: it stands in the channel.</param>
/// <param name="Text">Of the bot: Markdown. Of people: as Slack escapes it.</param>
/// <param name="SentAt">Unit: milliseconds since the epoch.</param>
/// <param name="IsFinal">False: a stream that is open.</param>
internal sealed record SlackLook(
    string Ts,
    string? Thread,
    bool IsMine,
    string Text,
    long SentAt,
    bool IsFinal,
    ImmutableArray<string> Reactions,
    ImmutableArray<(string Label, string Action)> Buttons,
    ImmutableArray<(string Id, string Name)> Files
);
