namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>Who may know whom. Each rule returns what breaks it, one line each.</summary>
internal static class WallRules
{
    private const string Core = "Archon.Bots.Core";
    private const string Persistence = "Archon.Bots.Persistence";
    private const string Emulators = "Archon.Bots.Emulators";
    private const string Host = "Archon.Bots.Host";

    /// <summary>What Core stands on beside the base class library.</summary>
    private static readonly string[] _underCore = ["System.", "Microsoft.Extensions.", "Markdig", "netstandard"];

    public static IEnumerable<string> References(Project project) =>
        project
            .References.Where(reference => !MayKnow(project, reference))
            .Select(reference => $"{project.Name} must not know {reference}");

    public static IEnumerable<string> CoreReferences(IEnumerable<string> assemblies) =>
        assemblies
            .Where(name => name != "System" && !Array.Exists(_underCore, allowed => name.StartsWith(allowed, StringComparison.Ordinal)))
            .Select(name => $"{Core} must not know {name}");

    /// <summary>Processes are the agents' outside world.</summary>
    public static IEnumerable<string> CoreTypes(IEnumerable<string> foreignTypes) =>
        foreignTypes
            .Where(name => name.StartsWith("System.Diagnostics.Process", StringComparison.Ordinal))
            .Select(name => $"{Core} must not use {name}");

    public static IEnumerable<string> PublicTypes(Project adapter, IEnumerable<BuiltType> types) =>
        types
            .Where(type =>
                type.IsPublic
                && !type.Name.EndsWith("ServiceCollectionExtensions", StringComparison.Ordinal)
                && !type.Name.EndsWith("Options", StringComparison.Ordinal)
            )
            .Select(type => $"{adapter.Name} must not show {type.Name}: an adapter's public classes are its extension and its options");

    private static bool MayKnow(Project project, string reference) =>
        project.Name switch
        {
            Core or Emulators => false,
            Host => reference != Emulators,
            _ when project.Name.StartsWith(Persistence + ".", StringComparison.Ordinal) => reference is Core or Persistence,
            _ => reference == Core,
        };
}
