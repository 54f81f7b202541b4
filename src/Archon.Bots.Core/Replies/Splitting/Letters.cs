namespace Archon.Bots.Core.Replies.Splitting;

/// <summary>Compares texts by what is not white space: a cut replaces white space and nothing else.</summary>
internal static class Letters
{
    public static bool Same(ReadOnlySpan<char> first, ReadOnlySpan<char> second)
    {
        while (true)
        {
            first = first.TrimStart();
            second = second.TrimStart();
            if (first.IsEmpty || second.IsEmpty)
            {
                return first.IsEmpty && second.IsEmpty;
            }

            var common = first.CommonPrefixLength(second);
            if (common == 0)
            {
                return false;
            }

            first = first[common..];
            second = second[common..];
        }
    }
}
