using System.Collections.Immutable;
using Archon.Bots.Emulators.Playground.Markup;

namespace Archon.Bots.Emulators.Playground.Channels;

/// <summary>A post as its reader sees it now.</summary>
/// <param name="Thread">The id of the post that its thread hangs on; null: it stands in the channel.</param>
/// <param name="SentAt">Unit: milliseconds since the epoch.</param>
/// <param name="Grows">Whether its text is still being written.</param>
/// <param name="Reactions">Their signs.</param>
internal sealed record ChannelPost(
    string Id,
    string? Thread,
    bool IsMine,
    Html Text,
    long SentAt,
    bool Grows,
    ImmutableArray<string> Reactions,
    ImmutableArray<(string Label, string Action)> Buttons,
    ImmutableArray<(string Id, string Name)> Files
);
