using System.Text.Json;
using Archon.Bots.Agents.ClaudeCode;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeToolsTests
{
    [Theory]
    [InlineData("Bash", """{"command":"git status","description":"look"}""", "Bash: git status")]
    [InlineData("Bash", """{"command":"cat <<E\n  two\tlines\nE"}""", "Bash: cat <<E two lines E")]
    [InlineData("Read", """{"file_path":"/work/src/x.cs"}""", "Read: src/x.cs")]
    [InlineData("Read", """{"file_path":"/elsewhere/x.cs"}""", "Read: /elsewhere/x.cs")]
    [InlineData("Grep", """{"pattern":"TODO","path":"/work/src"}""", "Grep: TODO")]
    [InlineData("WebFetch", """{"url":"https://example.org","prompt":"sum it up"}""", "WebFetch: https://example.org")]
    [InlineData("Task", """{"description":"look around","prompt":"…"}""", "Task: look around")]
    [InlineData("TodoWrite", """{"todos":[]}""", "TodoWrite")]
    [InlineData("Odd", "7", "Odd")]
    public void A_use_reads_in_one_line(string name, string input, string expected) =>
        Assert.Equal(expected, ClaudeTools.Line(name, Json(input), "/work"));

    [Fact]
    public void A_long_use_is_cut_and_never_inside_a_character()
    {
        var input = Json(JsonSerializer.Serialize(new { command = new string('x', 112) + string.Concat(Enumerable.Repeat("😀", 20)) }));

        var line = ClaudeTools.Line("Bash", input, "/work");

        Assert.Equal("Bash: " + new string('x', 112) + "…", line);
        Assert.True(line.Length <= ClaudeTools.LineLength);
    }

    [Theory]
    [InlineData("touch x", "Bash(touch:*)")]
    [InlineData("python3 -c 1", "Bash(python3:*)")]
    [InlineData("git push origin main", "Bash(git push:*)")]
    [InlineData("git -C x push", "Bash(git:*)")]
    [InlineData("dotnet build", "Bash(dotnet build:*)")]
    [InlineData("npm test", "Bash(npm test:*)")]
    [InlineData("cd src && make all", "Bash(make:*)")]
    [InlineData("echo one; ./run.sh | tee log", "Bash(./run.sh:*)")]
    [InlineData("echo hi", "Bash(echo:*)")]
    [InlineData("$EVIL x", "Bash")]
    [InlineData("", "Bash")]
    public void A_denied_command_names_the_rule_that_allows_it(string command, string expected) =>
        Assert.Equal(expected, ClaudeTools.AllowRule("Bash", Json(JsonSerializer.Serialize(new { command }))));

    [Fact]
    public void Any_other_denied_tool_is_its_own_rule() =>
        Assert.Equal("mcp__files__write", ClaudeTools.AllowRule("mcp__files__write", Json("""{"path":"x"}""")));

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
