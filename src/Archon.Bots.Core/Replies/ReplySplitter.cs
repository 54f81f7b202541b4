using System.Collections.Immutable;

namespace Archon.Bots.Core.Replies;

internal static class ReplySplitter
{
    public static ImmutableArray<string> Split(string markdown, int limit, Func<string, int> measure) => [markdown];
}
