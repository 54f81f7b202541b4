using System.Text.RegularExpressions;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>The tree that these tests were built from, found from their place upwards.</summary>
internal static partial class SourceTree
{
    private const string Solution = "Archon.Bots.sln";
    private static readonly HashSet<string> _notOurs = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "TestResults"];

    public static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>The configuration that these tests were built in: the last folder of their place.</summary>
    public static string Pivot { get; } = new DirectoryInfo(AppContext.BaseDirectory).Name;

    /// <summary>The projects of the solution file.</summary>
    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. ProjectLine()
            .Matches(File.ReadAllText(Path.Combine(Root, Solution)))
            .Select(match => new Project(Root, match.Groups["path"].Value.Replace('\\', '/'))),
    ];

    /// <summary>What we ship: everything but tests and benches.</summary>
    public static IReadOnlyList<Project> Product { get; } = [.. Projects.Where(project => project.IsProduct)];

    /// <summary>Each file of the tree that is ours, generated ones left out, by its path from the root.</summary>
    public static IReadOnlyList<SourceFile> Files { get; } = [.. Walk(new DirectoryInfo(Root))];

    public static IReadOnlyList<SourceFile> Code { get; } = [.. Files.Where(file => file.IsCode && !file.IsGenerated)];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string FindRoot(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, Solution)))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No {Solution} above {AppContext.BaseDirectory}.");
    }

    private static IEnumerable<SourceFile> Walk(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Where(file => !_notOurs.Contains(file.Name))
            .Select(file => new SourceFile(Path.GetRelativePath(Root, file.FullName), () => File.ReadAllText(file.FullName)))
            .Concat(folder.EnumerateDirectories().Where(child => !_notOurs.Contains(child.Name)).SelectMany(Walk));

    [GeneratedRegex("\"(?<path>[^\"]+\\.csproj)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ProjectLine();
}
