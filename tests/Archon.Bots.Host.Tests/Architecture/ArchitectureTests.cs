namespace Archon.Bots.Host.Tests.Architecture;

/// <summary>The house rules of docs/CONTRIBUTING.md, held against the tree and against what was built from it.</summary>
public sealed class ArchitectureTests
{
    private static readonly IEnumerable<BuiltType> _productTypes = SourceTree.Product.SelectMany(project => project.Built().Types);

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var files = SourceTree.Files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => file.Path);

        Assert.Equal(
            files.Order(StringComparer.Ordinal),
            SourceTree.Projects.Select(project => project.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Only_the_host_knows_more_than_the_core() => Rule.Held(SourceTree.Product.SelectMany(WallRules.References));

    [Fact]
    public void The_core_knows_no_database_no_web_no_cluster_and_no_chat_package() =>
        Rule.Held(WallRules.CoreReferences(Core().Built().References));

    [Fact]
    public void The_core_starts_no_process() => Rule.Held(WallRules.CoreTypes(Core().Built().ForeignTypes));

    [Fact]
    public void An_adapter_shows_its_extension_and_its_options() =>
        Rule.Held(
            SourceTree
                .Product.Where(project => project.IsAdapter)
                .SelectMany(adapter => WallRules.PublicTypes(adapter, adapter.Built().Types))
        );

    [Fact]
    public void No_file_is_long() => Rule.Held(FileRules.Length([.. SourceTree.Code]));

    [Fact]
    public void No_folder_is_crowded() => Rule.Held(FileRules.Crowds(SourceTree.Code));

    [Fact]
    public void The_namespace_is_the_folder() =>
        Rule.Held(SourceTree.Projects.SelectMany(project => FileRules.Namespaces(project, SourceTree.Code)));

    [Fact]
    public void What_is_left_to_do_has_an_issue() => Rule.Held(SourceTree.Code.SelectMany(TextRules.LooseEnds));

    [Fact]
    public void No_test_is_skipped() => Rule.Held(SourceTree.Code.Where(file => file.IsTest).SelectMany(TextRules.Skips));

    [Fact]
    public void No_test_waits_by_the_clock() => Rule.Held(SourceTree.Code.Where(file => file.IsTest).SelectMany(TextRules.Waits));

    [Fact]
    public void No_file_names_a_registry_or_a_machine() => Rule.Held(SourceTree.Files.SelectMany(TextRules.Places));

    [Fact]
    public void No_constructor_takes_too_many_things() => Rule.Held(TypeRules.Constructors(_productTypes));

    [Fact]
    public void No_type_has_an_empty_word_for_a_name() => Rule.Held(TypeRules.Suffixes(_productTypes));

    [Fact]
    public void What_is_awaited_ends_in_Async() => Rule.Held(TypeRules.AsyncNames(_productTypes));

    [Fact]
    public void Every_room_is_a_class_of_the_core() => Rule.Held(RoomRules.Rooms.Keys.Except(Core().Built().Types.Select(type => type.Name)));

    [Fact]
    public void A_room_has_no_doors_but_its_own() =>
        Rule.Held(
            Core()
                .Built()
                .Types.Where(type => RoomRules.Rooms.ContainsKey(type.Name))
                .SelectMany(type => RoomRules.Doors(type, RoomRules.Rooms[type.Name]))
        );

    [Fact]
    public void An_adapter_decides_nothing() =>
        Rule.Held(
            SourceTree
                .Product.Where(project => project.IsAdapter)
                .SelectMany(adapter => adapter.Built().Types)
                .SelectMany(type => RoomRules.Doors(type, RoomRules.Adapter))
        );

    private static Project Core() => SourceTree.Product.Single(project => project.Name == "Archon.Bots.Core");
}
