using System.Text.RegularExpressions;
using Archon.Bots.Host.Settings;
using Archon.Bots.Host.Tests.Architecture;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Bots.Host.Tests.Settings;

/// <summary>Every setting that exists is in the README, every one in the README exists. To write the table anew: ARCHON_BOTS_WRITE_README=1.</summary>
public sealed partial class SettingsTableTests
{
    [Fact]
    public void The_readme_has_the_table_that_the_options_classes_make()
    {
        var table = SettingsTable.Of(Known().All);
        if (Environment.GetEnvironmentVariable("ARCHON_BOTS_WRITE_README") == "1")
        {
            var path = Path.Combine(SourceTree.Root, "README.md");
            File.WriteAllText(path, Block().Replace(File.ReadAllText(path), _ => table));
        }

        Assert.Equal(table, Block().Match(SourceTree.Read("README.md")).Value);
    }

    [Fact]
    public void Every_flat_name_belongs_to_a_setting() =>
        Assert.Empty(BotSettings.FlatNames.Values.Except(Known().All.Select(setting => setting.Key), StringComparer.Ordinal));

    [Fact]
    public void What_is_read_from_a_section_is_listed_under_it()
    {
        var reads = SourceTree
            .Code.Where(file =>
                file.Path.StartsWith("src/", StringComparison.Ordinal) || file.Path.StartsWith("adapters/", StringComparison.Ordinal)
            )
            .SelectMany(file => Read().Matches(file.Text))
            .ToList();

        Assert.True(reads.Count > 8);
        Rule.Held(reads.Where(read => read.Groups["read"].Value != read.Groups["listed"].Value).Select(read => read.Value));
    }

    [Fact]
    public void Everything_names_the_same_port()
    {
        var port = $"{new ServerOptions().Port}";
        string[] files =
        [
            "Dockerfile",
            "compose.yaml",
            "deploy/archon-bots.service",
            "appsettings.json",
            "README.md",
            "run",
            "src/Archon.Bots.Emulators/Playground/PlaygroundCommand.cs",
        ];

        Assert.All(
            files,
            file => Assert.All(Port().Matches(SourceTree.Read(file)), match => Assert.Equal(port, match.Groups["port"].Value))
        );
        Assert.All(files, file => Assert.NotEmpty(Port().Matches(SourceTree.Read(file))));
    }

    private static KnownSettings Known() => KnownSettings.Of(new ServiceCollection().AddBot(new ConfigurationBuilder().Build()));

    [GeneratedRegex($"{SettingsTable.Begin}.*{SettingsTable.End}", RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"BindConfiguration\((?<read>[^)]*)\)(\s*\.ListAs\((?<listed>[^)]*)\))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Read();

    [GeneratedRegex("(?:PORT=|EXPOSE |DefaultPort = |127\\.0\\.0\\.1:|\"Port\": )(?<port>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Port();
}
