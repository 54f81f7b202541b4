using System.Xml.Linq;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>What a project file says.</summary>
internal sealed class Project
{
    private readonly string _root;

    public Project(string root, string path)
        : this(root, path, XDocument.Load(System.IO.Path.Combine(root, path))) { }

    public Project(string root, string path, XDocument file)
    {
        _root = root;
        Path = path;
        Name = System.IO.Path.GetFileNameWithoutExtension(path);
        References = [.. Includes(file, "ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include))];
        Packages = [.. Includes(file, "PackageReference").Concat(Includes(file, "FrameworkReference"))];
        AssemblyName = Property(file, "AssemblyName") ?? Name;
        RootNamespace = Property(file, "RootNamespace") ?? Name;
    }

    /// <summary>From the root of the tree, with slashes.</summary>
    public string Path { get; }

    public string Name { get; }

    public string AssemblyName { get; }

    public string RootNamespace { get; }

    /// <summary>Names of the projects that it references.</summary>
    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<string> Packages { get; }

    public string Folder => System.IO.Path.GetDirectoryName(Path) ?? "";

    public bool IsAdapter => Path.StartsWith("adapters/", StringComparison.Ordinal);

    public bool IsProduct => IsAdapter || Path.StartsWith("src/", StringComparison.Ordinal);

    /// <exception cref="InvalidOperationException">It was not built in the configuration of these tests.</exception>
    public BuiltAssembly Built()
    {
        var path = System.IO.Path.Combine(_root, "artifacts", "bin", Name, SourceTree.Pivot, AssemblyName + ".dll");
        return File.Exists(path)
            ? BuiltAssembly.Read(path)
            : throw new InvalidOperationException($"{Name} is not built ({SourceTree.Pivot}): build Archon.Bots.sln first, or use ./test.");
    }

    private static IEnumerable<string> Includes(XDocument file, string item) =>
        file.Descendants(item).Select(element => ((string?)element.Attribute("Include") ?? "").Replace('\\', '/'));

    private static string? Property(XDocument file, string name) => file.Descendants(name).FirstOrDefault()?.Value;
}
