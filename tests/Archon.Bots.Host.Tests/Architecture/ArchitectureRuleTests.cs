using System.Collections.Immutable;
using System.Reflection;
using System.Xml.Linq;

namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>Each rule finds what it is for.</summary>
public sealed class ArchitectureRuleTests
{
    [Theory]
    [InlineData("adapters/Archon.Bots.Slack/Archon.Bots.Slack.csproj", "Archon.Bots.Telegram")]
    [InlineData("src/Archon.Bots.Core/Archon.Bots.Core.csproj", "Archon.Bots.Agents")]
    [InlineData("src/Archon.Bots.Agents/Archon.Bots.Agents.csproj", "Archon.Bots.Persistence")]
    [InlineData("src/Archon.Bots.Emulators/Archon.Bots.Emulators.csproj", "Archon.Bots.Core")]
    [InlineData("src/Archon.Bots.Host/Archon.Bots.Host.csproj", "Archon.Bots.Emulators")]
    [InlineData("src/Archon.Bots.Persistence.Sqlite/Archon.Bots.Persistence.Sqlite.csproj", "Archon.Bots.Agents")]
    public void A_wall_is_seen(string path, string reference) => Assert.Single(WallRules.References(ProjectWith(path, reference)));

    [Theory]
    [InlineData("adapters/Archon.Bots.Slack/Archon.Bots.Slack.csproj", "Archon.Bots.Core")]
    [InlineData("src/Archon.Bots.Host/Archon.Bots.Host.csproj", "Archon.Bots.Telegram")]
    [InlineData("src/Archon.Bots.Persistence.Sqlite/Archon.Bots.Persistence.Sqlite.csproj", "Archon.Bots.Persistence")]
    public void A_door_is_seen(string path, string reference) => Assert.Empty(WallRules.References(ProjectWith(path, reference)));

    [Fact]
    public void A_foreign_package_in_the_core_is_seen() =>
        Assert.Single(
            WallRules.CoreReferences(["System.Runtime", "Markdig", "Microsoft.Extensions.Options", "Microsoft.EntityFrameworkCore"])
        );

    [Fact]
    public void A_process_in_the_core_is_seen() =>
        Assert.Single(WallRules.CoreTypes(["System.Diagnostics.UnreachableException", "System.Diagnostics.ProcessStartInfo"]));

    [Fact]
    public void A_public_class_of_an_adapter_is_seen()
    {
        var adapter = ProjectWith("adapters/Archon.Bots.Slack/Archon.Bots.Slack.csproj", "Archon.Bots.Core");

        Assert.Single(
            WallRules.PublicTypes(adapter, [Type("SlackPlatform"), Type("SlackOptions"), Type("SlackServiceCollectionExtensions")])
        );
    }

    [Fact]
    public void A_long_file_is_seen() =>
        Assert.Single(
            FileRules.Length([new("src/A/Long.cs", Lines(FileRules.MaxLines + 1)), new("src/A/Short.cs", Lines(FileRules.MaxLines))])
        );

    [Fact]
    public void The_parts_of_a_long_type_count_together()
    {
        var part = "namespace A;\ninternal sealed partial class Long\n" + Lines(FileRules.MaxLines / 2);

        Assert.Single(FileRules.Length([new("src/A/Long.One.cs", part), new("src/A/Long.Two.cs", part)]));
    }

    [Fact]
    public void A_crowded_folder_is_seen()
    {
        var files = Enumerable.Range(0, FileRules.MaxFiles + 1).Select(number => new SourceFile($"src/A/File{number}.cs", "")).ToList();

        Assert.Single(FileRules.Crowds([.. files, new("src/B/File.cs", "")]));
    }

    [Theory]
    [InlineData("src/Archon.Bots.Core/Inbox/A.cs", "namespace Archon.Bots.Core.Inbox;", 0)]
    [InlineData("src/Archon.Bots.Core/Inbox/A.cs", "namespace Archon.Bots.Core;", 1)]
    [InlineData("src/Archon.Bots.Core/Inbox/A.cs", "class A;", 1)]
    [InlineData("src/Archon.Bots.Core/Program.cs", "return 0;", 0)]
    public void A_namespace_apart_from_its_folder_is_seen(string path, string text, int found)
    {
        var project = ProjectWith("src/Archon.Bots.Core/Archon.Bots.Core.csproj", "");

        Assert.Equal(found, FileRules.Namespaces(project, [new SourceFile(path, text)]).Count());
    }

    [Theory]
    [InlineData("TO" + "DO: later", 1)]
    [InlineData("TO" + "DO(#12): later", 0)]
    public void A_loose_end_is_seen(string line, int found) => Assert.Equal(found, TextRules.LooseEnds(new("a.cs", line)).Count());

    [Theory]
    [InlineData("[Fact(Sk" + "ip = \"later\")]", 1)]
    [InlineData("Assert." + "SkipUnless(true, \"\");", 1)]
    [InlineData("lines.Skip(1)", 0)]
    public void A_skipped_test_is_seen(string line, int found) => Assert.Equal(found, TextRules.Skips(new("a.cs", line)).Count());

    [Theory]
    [InlineData("await Task." + "Delay(100);", 1)]
    [InlineData("Thread." + "Sleep(100);", 1)]
    [InlineData("await Task." + "Delay(Timeout.InfiniteTimeSpan, time, token);", 0)]
    public void A_wait_by_the_clock_is_seen(string line, int found) => Assert.Equal(found, TextRules.Waits(new("a.cs", line)).Count());

    [Theory]
    [InlineData("\"resolved\": \"https://registry." + "npmjs.org/a\"", 1)]
    [InlineData("cd /" + "root/project", 1)]
    [InlineData("cd /" + "home/somebody/project", 1)]
    [InlineData("cd $d/" + "work/project", 0)]
    public void A_place_is_seen(string line, int found) => Assert.Equal(found, TextRules.Places(new("a.json", line)).Count());

    [Fact]
    public void A_greedy_constructor_is_seen()
    {
        var greedy = Type("Greedy") with
        {
            Constructors =
            [
                [.. Enumerable.Repeat("Object", TypeRules.MaxConstructorParameters + 1)],
            ],
        };

        Assert.Single(TypeRules.Constructors([greedy, greedy with { Name = "Data", IsRecord = true }, Type("Modest")]));
    }

    [Fact]
    public void An_empty_word_is_seen() => Assert.Single(TypeRules.Suffixes([Type("TurnManager"), Type("TurnPipeline")]));

    [Fact]
    public void A_name_that_hides_a_wait_is_seen()
    {
        var type = Type("Pump") with { Methods = [Method("Run", "Task<Int32>"), Method("RunAsync", "Task"), Method("Name", "String")] };

        Assert.Single(TypeRules.AsyncNames([type]));
    }

    [Fact]
    public void A_door_that_a_room_must_not_have_is_seen()
    {
        var runner = Type("ConversationRunner") with
        {
            Constructors =
            [
                ["IConversationStore", "IEnumerable<IAgentProvider>"],
            ],
        };
        var inbox = Type("MessageInbox") with
        {
            Constructors =
            [
                ["IInboxStore", "IOptions<InboxOptions>", "Access"],
            ],
        };

        Assert.Single(RoomRules.Doors(runner, RoomRules.Rooms[runner.Name]));
        Assert.Single(RoomRules.Doors(inbox, RoomRules.Rooms[inbox.Name]));
    }

    private static Project ProjectWith(string path, string reference) =>
        new("", path, XDocument.Parse($"<Project><ItemGroup><ProjectReference Include=\"../{reference}.csproj\" /></ItemGroup></Project>"));

    private static BuiltType Type(string name) => new("Archon.Bots", name, TypeAttributes.Public, "Object", IsRecord: false, [], []);

    private static BuiltMethod Method(string name, string returns) => new(name, returns, ImmutableArray<string>.Empty, IsSpecial: false);

    private static string Lines(int count) => string.Join('\n', Enumerable.Repeat("//", count));
}
