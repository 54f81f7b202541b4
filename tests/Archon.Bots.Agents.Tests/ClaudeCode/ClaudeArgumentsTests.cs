using Archon.Bots.Agents.ClaudeCode;
using Archon.Bots.Core.Agents;

namespace Archon.Bots.Agents.Tests.ClaudeCode;

public sealed class ClaudeArgumentsTests
{
    private static readonly AgentSessionRequest _fresh = new("claude", "the-id", Resume: false, "/work", Model: null);

    [Fact]
    public void A_new_session_gets_its_id_and_a_known_one_is_resumed()
    {
        Assert.Equal("the-id", After(ClaudeArguments.Of(_fresh, new ClaudeCodeOptions()), "--session-id"));
        Assert.Equal("the-id", After(ClaudeArguments.Of(_fresh with { Resume = true }, new ClaudeCodeOptions()), "--resume"));
    }

    [Fact]
    public void Allowed_tools_add_to_the_defaults()
    {
        var options = new ClaudeCodeOptions { AllowedTools = { "Bash(npm test:*)" } };

        var arguments = ClaudeArguments.Of(_fresh, options).ToList();

        var allowed = arguments[(arguments.IndexOf("--allowedTools") + 1)..arguments.IndexOf("--disallowedTools")];
        Assert.Equal([.. ClaudeCodeOptions.DefaultAllowedTools, "Bash(npm test:*)"], allowed);
        Assert.Equal("AskUserQuestion,EnterPlanMode,ExitPlanMode", After(arguments, "--disallowedTools"));
    }

    [Fact]
    public void Limits_and_models_are_named_only_when_set()
    {
        Assert.DoesNotContain("--max-turns", ClaudeArguments.Of(_fresh, new ClaudeCodeOptions()));
        Assert.DoesNotContain("--model", ClaudeArguments.Of(_fresh, new ClaudeCodeOptions()));

        var arguments = ClaudeArguments.Of(_fresh with { Model = "opus" }, new ClaudeCodeOptions { MaxTurns = 7 });

        Assert.Equal("7", After(arguments, "--max-turns"));
        Assert.Equal("opus", After(arguments, "--model"));
    }

    private static string After(IReadOnlyList<string> arguments, string flag) => arguments[arguments.ToList().IndexOf(flag) + 1];
}
