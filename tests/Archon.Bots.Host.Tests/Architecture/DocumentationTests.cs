using System.Text.RegularExpressions;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>The documents say what the code says.</summary>
public sealed partial class DocumentationTests
{
    private static readonly IReadOnlyList<BuiltType> _types = [.. SourceTree.Product.SelectMany(project => project.Built().Types)];

    [Fact]
    public void The_readme_lists_every_command()
    {
        var words = Command()
            .Matches(SourceTree.Read("src/Archon.Bots.Core/Commands/CommandWord.cs"))
            .Select(match => match.Groups["word"].Value)
            .ToList();
        var readme = SourceTree.Read("README.md");

        Assert.NotEmpty(words);
        Assert.All(words, word => Assert.Contains($"`/{word}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void The_life_of_a_message_names_only_what_exists()
    {
        var names = CodeName().Matches(SourceTree.Read("docs/life-of-a-message.md")).ToList();

        Assert.NotEmpty(names);
        Rule.Held(names.Where(name => !Exists(name)).Select(name => name.Value).Distinct());
    }

    [Fact]
    public void Every_table_is_told_of()
    {
        var told = Heading()
            .Matches(SourceTree.Read("docs/what-we-store.md"))
            .SelectMany(match => match.Groups["table"].Captures)
            .Select(table => table.Value);

        Assert.Equal(Tables().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_decision_has_its_five_parts()
    {
        string[] parts = ["Status", "Context", "Decision", "Consequences", "How it is checked"];
        var decisions = SourceTree
            .Files.Where(file => file.Folder == "docs/adr")
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToList();

        Assert.Equal(Enumerable.Range(1, decisions.Count), decisions.Select(file => int.Parse(file.Name[..4])));
        Assert.All(decisions, file => Assert.Equal(parts, Part().Matches(file.Text).Select(match => match.Groups["name"].Value)));
    }

    [Fact]
    public void Every_link_inside_the_house_leads_somewhere()
    {
        var documents = SourceTree.Files.Where(file => file.Path.EndsWith(".md", StringComparison.Ordinal));

        Rule.Held(documents.SelectMany(DeadLinks));
    }

    private static IEnumerable<string> DeadLinks(SourceFile document) =>
        Link()
            .Matches(document.Text)
            .Select(match => match.Groups["path"].Value)
            .Where(path => !Path.Exists(Path.Combine(SourceTree.Root, document.Folder, path)))
            .Select(path => $"{document.Path} leads to {path}");

    private static bool Exists(Match name)
    {
        var (type, member) = (name.Groups["type"].Value, name.Groups["member"].Value);
        return _types.Any(known => known.Name == type && (member.Length == 0 || known.Methods.Any(method => method.Name == member)));
    }

    private static IEnumerable<string> Tables() =>
        SourceTree
            .Files.Where(file => file.Name.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal))
            .SelectMany(file => Table().Matches(file.Text).Select(match => match.Groups["name"].Value))
            .Distinct();

    [GeneratedRegex("^ {8}\\(\"(?<word>[a-z ]+)\", \"", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Command();

    [GeneratedRegex(@"`(?<type>[A-Z][a-z]\w*[A-Z]\w*|I[A-Z]\w+)(\.(?<member>\w+))?`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeName();

    [GeneratedRegex(@"^\| `(?<table>[a-z_]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^## (?<name>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();

    [GeneratedRegex(@"\]\((?!https?:|#|mailto:)(?<path>[^)#\s]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("ToTable\\(\"(?<name>\\w+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Table();
}
