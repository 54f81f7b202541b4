using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Turns;

namespace Archon.Bots.Core.Tests.Turns;

public sealed class PromptBuilderTests
{
    private static readonly (JournalKind, string) _dispatched = (JournalKind.Dispatched, "id-1");
    private static readonly (JournalKind, string) _tool = (JournalKind.ToolSeen, "Bash date");

    [Theory]
    [InlineData("$& $$ <b>")]
    [InlineData("/compact keep it")]
    [InlineData("  two\nlines ")]
    public void A_first_message_is_the_prompt_unchanged(string text)
    {
        var turn = Worlds.Turn(text);

        var prompt = PromptBuilder.Build(turn, Worlds.Plan(), Worlds.Open(resumed: false));

        Assert.Equal((turn.Id, text), (prompt.Id, prompt.Text));
    }

    [Fact]
    public void A_resumed_session_gets_the_text_alone()
    {
        var turn = Worlds.Turn() with { Transcript = Worlds.Transcript("old") };
        var plan = Worlds.Plan(SessionStart.SessionLost, isNewRow: false, resume: true);

        Assert.Equal("do it", PromptBuilder.Build(turn, plan, Worlds.Open(resumed: true)).Text);
    }

    [Fact]
    public void A_warm_session_that_has_answered_is_not_told_the_record_again()
    {
        var turn = Worlds.Turn() with { Transcript = Worlds.Transcript("old") };
        var plan = Worlds.Plan(SessionStart.SessionLost, isNewRow: false, resume: true);

        Assert.Equal("do it", PromptBuilder.Build(turn, plan, Worlds.Open(resumed: false)).Text);
    }

    [Fact]
    public void A_rebuilt_session_gets_the_record_once_and_the_text_once_behind_it()
    {
        var turn = Worlds.Turn("new wish") with { Transcript = Worlds.Transcript("old wish", "old answer") };

        var text = PromptBuilder.Build(turn, Worlds.Plan(SessionStart.SessionLost), Worlds.Open(resumed: false)).Text;

        Assert.Equal((1, 1, 1), (Worlds.Count(text, "old wish"), Worlds.Count(text, "old answer"), Worlds.Count(text, "new wish")));
        Assert.EndsWith("</earlier-conversation>\n\nnew wish", text, StringComparison.Ordinal);
        Assert.Contains("[user]\nold wish\n", text, StringComparison.Ordinal);
        Assert.Contains("[you]\nold answer\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SessionStart.FirstMessage)]
    [InlineData(SessionStart.Reset)]
    public void A_first_message_and_a_reset_are_not_rebuilt(SessionStart startedFor)
    {
        var turn = Worlds.Turn() with { Transcript = Worlds.Transcript("old") };

        Assert.Equal("do it", PromptBuilder.Build(turn, Worlds.Plan(startedFor), Worlds.Open(resumed: false)).Text);
    }

    [Fact]
    public void Every_speaker_of_the_record_is_named()
    {
        var lines = Enum.GetValues<TranscriptRole>().Select(role => new TranscriptLine(role, "Bo", $"by {role}"));
        var turn = Worlds.Turn() with { Transcript = [.. lines] };

        var text = PromptBuilder.Build(turn, Worlds.Plan(SessionStart.Poisoned), Worlds.Open(resumed: false)).Text;

        Assert.Contains("[user Bo]\nby User", text, StringComparison.Ordinal);
        Assert.Contains("[you]\nby Assistant", text, StringComparison.Ordinal);
        Assert.Contains("[tool that you used]\nby Tool", text, StringComparison.Ordinal);
        Assert.Contains("[notice]\nby Notice", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_was_dispatched_goes_on_in_the_session_that_remembers_it()
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched) };
        var plan = Worlds.Plan(isNewRow: false, resume: true);

        var prompt = PromptBuilder.Build(turn, plan, Worlds.Open(resumed: true, remembers: turn.Id));

        Assert.Equal(PromptBuilder.ContinueLine, prompt.Text);
        Assert.NotEqual(turn.Id, prompt.Id);
    }

    [Fact]
    public void A_dispatched_turn_never_starts_over_in_a_session_that_stayed_warm()
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched) };
        var plan = Worlds.Plan(isNewRow: false, resume: true);

        var prompt = PromptBuilder.Build(turn, plan, Worlds.Open(resumed: false, remembers: turn.Id));

        Assert.Equal(PromptBuilder.ContinueLine, prompt.Text);
    }

    [Fact]
    public void A_dispatched_text_that_the_session_may_have_lost_is_quoted()
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched) };

        var text = PromptBuilder.Build(turn, Worlds.Plan(isNewRow: false, resume: true), Worlds.Open(resumed: true)).Text;

        Assert.StartsWith(PromptBuilder.ContinueLine, text, StringComparison.Ordinal);
        Assert.EndsWith("\n\ndo it", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dispatched_text_that_no_session_knows_starts_over()
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched) };

        Assert.Equal("do it", PromptBuilder.Build(turn, Worlds.Plan(isNewRow: false), Worlds.Open(resumed: false)).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_a_tool_a_resumed_session_is_never_sent_the_text_as_a_prompt(bool remembers)
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched, _tool), Transcript = Worlds.Transcript("old") };
        var session = Worlds.Open(resumed: true, remembers ? turn.Id : null);

        var text = PromptBuilder.Build(turn, Worlds.Plan(isNewRow: false, resume: true), session).Text;

        AssertIsHistoryOnly(text, remembers ? 0 : 1);
        Assert.Equal(remembers, !text.Contains("Bash date", StringComparison.Ordinal));
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_tool_a_fresh_session_gets_record_text_and_tools_as_history()
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched, _tool), Transcript = Worlds.Transcript("old") };

        var text = PromptBuilder.Build(turn, Worlds.Plan(SessionStart.SessionLost), Worlds.Open(resumed: false)).Text;

        AssertIsHistoryOnly(text, 1);
        Assert.Equal((1, 1), (Worlds.Count(text, "\nold\n"), Worlds.Count(text, "[tool that you used]\nBash date")));
    }

    [Fact]
    public void After_a_tool_even_a_first_message_comes_as_history()
    {
        var turn = Worlds.Turn() with { Journal = Worlds.Journal(_dispatched, _tool) };

        AssertIsHistoryOnly(PromptBuilder.Build(turn, Worlds.Plan(isNewRow: false), Worlds.Open(resumed: false)).Text, 1);
    }

    private static void AssertIsHistoryOnly(string text, int quoted)
    {
        Assert.EndsWith(PromptBuilder.ContinueLine, text, StringComparison.Ordinal);
        Assert.Equal(quoted, Worlds.Count(text, "[user Ann]\ndo it\n"));
        Assert.Equal(quoted, Worlds.Count(text, "do it"));
    }
}
