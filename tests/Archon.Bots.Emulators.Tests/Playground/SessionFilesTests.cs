using Archon.Bots.Emulators.Playground;
using Archon.Bots.Emulators.Playground.Life;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class SessionFilesTests : IDisposable
{
    private const string Mine = "0b8f3c52-6f0e-4c44-9a7e-5a3f0f1d2c3b";
    private const string Other = "11111111-6f0e-4c44-9a7e-5a3f0f1d2c3b";

    private readonly string _folder = Directory.CreateTempSubdirectory("archon-bots-sessions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("demo", "bot/demo-sessions/{0}")]
    [InlineData("claude", "claude/projects/-some-place/{0}.jsonl")]
    public void A_session_loses_its_own_record_and_no_other(string provider, string place)
    {
        var mine = Write(string.Format(place, Mine));
        var other = Write(string.Format(place, Other));

        Assert.True(Delete(provider, Mine));

        Assert.Equal((false, true), (File.Exists(mine), File.Exists(other)));
        Assert.False(Delete(provider, Mine));
    }

    [Theory]
    [InlineData("../../bot/precious")]
    [InlineData("*")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_id_leads_nowhere(string? id)
    {
        var precious = Write("bot/precious");

        Assert.False(Delete("demo", id));

        Assert.True(File.Exists(precious));
    }

    private bool Delete(string provider, string? id) =>
        new SessionFiles(Path.Combine(_folder, "bot"), Path.Combine(_folder, "claude")).Delete(
            new StorySession(provider, id, IsProven: true, "first_message", IsOfThisTurn: true, 0, null)
        );

    private string Write(string place)
    {
        var path = Path.Combine(_folder, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "x");
        return path;
    }
}
