using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Replies;
using Archon.Bots.Testing.Fakes;

namespace Archon.Bots.Core.Tests.Replies;

public sealed class ReplyTextTests
{
    [Fact]
    public void Deltas_are_appended_until_their_final_replaces_them()
    {
        var growing = After(Delta("m1", "Hel"), Delta("m1", "lo "));
        var final = growing.With(Final("m1", "Hello, world."));

        Assert.Equal("Hello", growing.Said);
        Assert.Equal("Hello, world.", final.Said);
        Assert.Equal("Hello, world.", final.Final);
    }

    [Fact]
    public void Blocks_are_paragraphs_in_the_order_in_which_they_began()
    {
        var text = After(Final("m1", "One."), Delta("m2", "Two."), Delta("m3", "Three."));

        Assert.Equal("One.\n\nTwo.\n\nThree.", text.Said);
    }

    [Fact]
    public void A_superseded_block_is_void_once_a_later_one_is_final()
    {
        var text = After(Delta("m1", "A first try that br"), Final("m2", "The second try."));

        Assert.Equal("The second try.", text.Said);
    }

    [Fact]
    public void A_final_block_is_never_voided()
    {
        var text = After(Final("m1", "Looking."), Tool("t1"), Delta("m2", "bro"), Final("m3", "Found."));

        Assert.Equal("Looking.\n\nFound.", text.Final);
    }

    [Fact]
    public void A_late_delta_changes_no_final_text()
    {
        Assert.Equal("Done.", After(Final("m1", "Done."), Delta("m1", " and more")).Said);
    }

    [Fact]
    public void What_never_became_final_is_left_out_of_the_final_text_unless_nothing_did()
    {
        Assert.Equal("One.", After(Final("m1", "One."), Delta("m2", "half")).Final);
        Assert.Equal("half", After(Delta("m2", "half")).Final);
        Assert.Equal("", After(Delta("m2", " \n")).Final);
    }

    [Fact]
    public void Tools_are_listed_in_order_and_shown_while_they_run()
    {
        var running = After(Tool("t1", "Read a.cs"), Tool("t2", "Bash ls"));
        var one = running.With(new AgentEvent.ToolFinished("t2", ToolEnd.Done));
        var none = one.With(new AgentEvent.ToolFinished("t1", ToolEnd.Failed));

        Assert.Equal(["Read a.cs", "Bash ls"], none.Tools);
        Assert.Equal(("Bash ls", "Read a.cs", null), (running.Activity, one.Activity, none.Activity));
    }

    [Fact]
    public void The_rules_of_denied_tools_are_kept_once_each()
    {
        var denied = new AgentEvent.ToolFinished("t1", ToolEnd.Denied) { AllowRule = "Bash(rm:*)" };

        Assert.Equal(["Bash(rm:*)"], After(Tool("t1"), denied, Tool("t1"), denied).DeniedRules);
        Assert.Empty(After(Tool("t1"), new AgentEvent.ToolFinished("t1", ToolEnd.Denied)).DeniedRules);
    }

    [Theory]
    [InlineData(AgentStatus.Retrying, "retry 2 of 5")]
    [InlineData(AgentStatus.Compacting, "making room")]
    [InlineData(AgentStatus.WaitingForNetwork, "network")]
    public void A_status_is_shown_until_the_agent_writes_again(AgentStatus status, string expected)
    {
        var shown = After(new AgentEvent.Status(status, 2, 5));

        Assert.Contains(expected, shown.Activity, StringComparison.Ordinal);
        Assert.Null(shown.With(Delta("m1", "on")).Activity);
    }

    [Fact]
    public void Every_status_is_described() =>
        Assert.All(Enum.GetValues<AgentStatus>(), status => Assert.NotEmpty(After(new AgentEvent.Status(status)).Activity!));

    [Fact]
    public void What_waits_for_an_answer_is_shown_until_the_last_is_answered()
    {
        var asked = After(Tool("t1", "Bash: a"), Tool("t2", "Bash: b"), Events.Asks("a", "q1"), Events.Asks("b", "q2"));

        Assert.Equal("waiting for your answer to: Bash: a", asked.Activity);
        Assert.Equal("waiting for your answer to: Bash: b", asked.With(new AgentEvent.Unasked("q1")).Activity);
        Assert.Equal("Bash: b", asked.With(new AgentEvent.Unasked("q1")).With(new AgentEvent.Unasked("q2")).Activity);
    }

    [Fact]
    public void Every_agent_event_is_rendered()
    {
        var events = Unions.CasesOf<AgentEvent>(
            new AgentEvent.SessionBound("id"),
            Delta("m1", "x"),
            Final("m1", "x"),
            new AgentEvent.Thinking("hm"),
            Tool("t1"),
            new AgentEvent.ToolFinished("t1", ToolEnd.Done),
            Events.Asks("date"),
            new AgentEvent.Unasked("q1"),
            new AgentEvent.Status(AgentStatus.Compacting),
            new AgentEvent.Completed(ScriptedAgent.Usage, "id"),
            Events.Failed(AgentFailureKind.Crashed)
        );

        Assert.All(events, said => Assert.NotNull(new ReplyText().With(said)));
    }

    private static ReplyText After(params AgentEvent[] events) => events.Aggregate(new ReplyText(), (text, said) => text.With(said));

    private static AgentEvent.TextDelta Delta(string block, string text) => new(block, text);

    private static AgentEvent.TextFinal Final(string block, string text) => new(block, text);

    private static AgentEvent.ToolStarted Tool(string id, string line = "Bash ls") => Events.Tool(line, id);
}
