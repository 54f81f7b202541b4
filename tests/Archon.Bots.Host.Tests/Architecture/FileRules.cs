namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>How long, how many, where. Each rule returns what breaks it, one line each.</summary>
internal static class FileRules
{
    /// <summary>Unit: lines of one file, or of all files together that carry a part of one type.</summary>
    public const int MaxLines = 300;

    /// <summary>Unit: hand-written C# files in one folder.</summary>
    public const int MaxFiles = 15;

    private static readonly string[] _withoutNamespace = ["Program.cs", "AssemblyInfo.cs", "GlobalUsings.cs"];

    public static IEnumerable<string> Length(IReadOnlyCollection<SourceFile> files) =>
        files
            .Where(file => file.Lines > MaxLines)
            .Select(file => $"{file.Path} has {file.Lines} lines")
            .Concat(
                files
                    .SelectMany(file => file.PartialTypes.Select(type => (Type: $"{file.Namespace}.{type}", file.Lines)))
                    .GroupBy(part => part.Type, part => part.Lines)
                    .Where(parts => parts.Count() > 1 && parts.Sum() > MaxLines)
                    .Select(parts => $"the parts of {parts.Key} have {parts.Sum()} lines")
            );

    public static IEnumerable<string> Crowds(IEnumerable<SourceFile> files) =>
        files
            .GroupBy(file => file.Folder)
            .Where(folder => folder.Count() > MaxFiles)
            .Select(folder => $"{folder.Key} holds {folder.Count()} files");

    public static IEnumerable<string> Namespaces(Project project, IEnumerable<SourceFile> files) =>
        files
            .Where(file => file.Path.StartsWith(project.Folder + "/", StringComparison.Ordinal))
            .Where(file => file.Namespace != Expected(project, file) && !(file.Namespace is null && _withoutNamespace.Contains(file.Name)))
            .Select(file => $"{file.Path} is in {file.Namespace ?? "no namespace"}, not in {Expected(project, file)}");

    private static string Expected(Project project, SourceFile file) =>
        (project.RootNamespace + file.Folder[project.Folder.Length..]).Replace('/', '.');
}
