using System.Text.Json;
using Archon.Bots.Agents.ClaudeCode.Questions;
using Archon.Bots.Agents.Questions;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeQuestionTests
{
    [Theory]
    [InlineData("Bash", """{"command":"rm -rf build","description":"clean"}""", "sh", "rm -rf build")]
    [InlineData("Write", """{"file_path":"/w/a.txt","content":"one\ntwo\n"}""", "diff", "/w/a.txt\n+one\n+two\n")]
    [InlineData("Edit", """{"file_path":"/w/a.txt","old_string":"one","new_string":"two"}""", "diff", "/w/a.txt\n-one\n+two\n")]
    [InlineData(
        "Edit",
        """{"file_path":"/w/a.txt","old_string":"one","new_string":"","replace_all":true}""",
        "diff",
        "/w/a.txt (wherever it stands)\n-one\n"
    )]
    [InlineData("WebFetch", """{"url":"https://h/?a=1&b=<ü>"}""", "json", "{\n  \"url\": \"https://h/?a=1&b=<ü>\"\n}")]
    public void A_use_is_shown_as_a_person_reads_it(string tool, string input, string language, string expected) =>
        Assert.Equal(new ToolInput(language, expected), Ask(tool, input).Input);

    [Fact]
    public void What_changes_a_command_is_shown_whole()
    {
        var shown = Ask("Bash", """{"command":"ls","run_in_background":true}""").Input;

        Assert.Equal("json", shown.Language);
        Assert.Contains("run_in_background", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_names_the_request_the_use_and_one_line()
    {
        var question = Ask("Bash", """{"command":"ls\n-l"}""");

        Assert.Equal(("r1", "u1", "Bash", "Bash: ls -l"), (question.Id, question.ToolUseId, question.Tool, question.Line));
    }

    [Fact]
    public void The_hash_is_that_of_what_is_done_however_it_was_written()
    {
        var hash = Ask("Bash", """{"command":"ls","timeout":5,"description":"list"}""").InputHash;

        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, Ask("Bash", """{ "timeout": 5, "description": "look around", "command": "l\u0073" }""").InputHash);
        Assert.NotEqual(hash, Ask("Bash", """{"command":"ls -l","timeout":5}""").InputHash);
        Assert.NotEqual(hash, Ask("Bash", """{"command":"ls","timeout":6}""").InputHash);
        Assert.NotEqual(hash, Ask("Other", """{"command":"ls","timeout":5}""").InputHash);
    }

    [Fact]
    public void Members_that_lie_deeper_count_in_any_order_and_items_in_theirs()
    {
        Assert.Equal(Hash("""{"a":{"x":1,"y":[1,2]}}"""), Hash("""{"a":{"y":[1,2],"x":1}}"""));
        Assert.NotEqual(Hash("""{"a":[1,2]}"""), Hash("""{"a":[2,1]}"""));
        Assert.NotEqual(Hash("""{"a":"1"}"""), Hash("""{"a":1}"""));
    }

    private static string Hash(string json) => InputHash.Of("T", JsonDocument.Parse(json).RootElement);

    private static AgentQuestion Ask(string tool, string input)
    {
        using var request = JsonDocument.Parse(
            $$"""{"subtype":"can_use_tool","tool_name":"{{tool}}","input":{{input}},"tool_use_id":"u1"}"""
        );
        return ClaudeQuestion.Of("r1", request.RootElement, "/w");
    }
}
