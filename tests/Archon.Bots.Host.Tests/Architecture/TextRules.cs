using System.Text.RegularExpressions;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>What must not be written. Each rule returns the lines that break it.</summary>
internal static partial class TextRules
{
    /// <summary>What is left to do has an issue.</summary>
    public static IEnumerable<string> LooseEnds(SourceFile file) => Lines(file, LooseEnd());

    /// <summary>A test that does not run is none.</summary>
    public static IEnumerable<string> Skips(SourceFile file) => Lines(file, Skip());

    /// <summary>A test awaits a signal or moves the time itself; a wait without an end is no wait for something.</summary>
    public static IEnumerable<string> Waits(SourceFile file) => Lines(file, Wait());

    /// <summary>No address of a package registry (lock files like to keep them) and no path of somebody's machine.</summary>
    public static IEnumerable<string> Places(SourceFile file) => Lines(file, Place());

    private static IEnumerable<string> Lines(SourceFile file, Regex banned) =>
        file
            .Text.Split('\n')
            .Select((line, index) => (line, number: index + 1))
            .Where(pair => banned.IsMatch(pair.line))
            .Select(pair => $"{file.Path}:{pair.number}: {pair.line.Trim()}");

    [GeneratedRegex(@"\b(TOD[O]|FIXM[E])\b(?!\(#\d+\))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LooseEnd();

    [GeneratedRegex(@"\bSkip(Unless|When|Type)?\s*=[^=>]|\bAssert\.Skip|\bExplicit\s*=\s*true", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Skip();

    [GeneratedRegex(@"\bThread\.Sleep\b|\bTask\.Delay\b(?!\(Timeout\.Infinite)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wait();

    [GeneratedRegex(
        @"registry\.(npmjs|yarnpkg)|api\.nuget\.|nuget\.org/v|deb\.debian\.|proxy\.golang\.|pypi\.org/simple|index\.crates|repo\d?\.maven"
            + @"|(?<![\w.~}$-])/(work|root|home/[a-z][\w-]*|Users/\w+)/\w",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Place();
}
