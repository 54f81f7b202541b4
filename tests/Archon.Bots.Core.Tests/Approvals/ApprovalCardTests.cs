using Archon.Bots.Core.Agents;
using Archon.Bots.Core.Approvals;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Replies;

namespace Archon.Bots.Core.Tests.Approvals;

public sealed class ApprovalCardTests
{
    private static readonly Author _ada = new("7", "Ada_*1*");
    private static readonly Decision _allowed = new(true, "", _ada, new DateTimeOffset(2026, 5, 4, 12, 3, 0, TimeSpan.FromHours(0)));

    [Fact]
    public void A_card_says_who_asks_for_whom_and_what_would_run()
    {
        var text = Text("rm -rf build");

        Assert.Equal("❓ claude asks, working for Ada_*1*: may it use Bash?\nrm -rf build", PlainText.Of(text).Replace("\n\n", "\n"));
        Assert.Contains("```sh\nrm -rf build\n```", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_card_has_two_buttons_where_the_platform_has_any_and_words_everywhere()
    {
        var id = Guid.CreateVersion7();

        var card = ApprovalCard.Open(id, "may I?", hasButtons: true);

        Assert.Equal(
            [("Allow once", $"allow:{id:N}"), ("Deny", $"deny:{id:N}")],
            card.Buttons.Select(button => (button.Label, button.Action))
        );
        Assert.Contains("`/approve`", card.Markdown, StringComparison.Ordinal);
        Assert.Empty(ApprovalCard.Open(id, "may I?", hasButtons: false).Buttons);
    }

    [Fact]
    public void A_decided_card_says_by_whom_and_when_and_has_no_buttons()
    {
        var allowed = ApprovalCard.Decided("may I?", _allowed);
        var denied = ApprovalCard.Decided("may I?", _allowed with { IsAllowed = false, Reason = "not\n*today*" });

        Assert.Equal("may I?\n✅ Allowed once by Ada_*1*, 12:03 UTC", PlainText.Of(allowed.Markdown).Replace("\n\n", "\n"));
        Assert.Equal("may I?\n⛔ Denied by Ada_*1*, 12:03 UTC: not *today*", PlainText.Of(denied.Markdown).Replace("\n\n", "\n"));
        Assert.Empty(allowed.Buttons);
        Assert.EndsWith("12:03 UTC", ApprovalCard.Decided("?", _allowed with { IsAllowed = false }).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_asked_stays_within_its_block()
    {
        var text = Text("echo '```'\n````\n**now** I am outside");

        var block = Assert.IsType<Markdig.Syntax.FencedCodeBlock>(ReplyMarkdown.Parse(text).Document[^1]);
        Assert.Equal("echo '```'\n````\n**now** I am outside", block.Lines.ToString());
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(2000)]
    public void A_long_input_shows_its_beginning_and_its_end_and_says_what_is_missing(int textLength)
    {
        var command = $"first {new string('x', 20_000)} last";

        var text = Text(command, textLength);

        Assert.InRange(
            ApprovalCard.Decided(text, _allowed with { IsAllowed = false, Reason = new string('r', 3_000) }).Markdown.Length,
            1,
            textLength
        );
        Assert.Contains("```sh\nfirst xxx", text, StringComparison.Ordinal);
        Assert.Contains("xxx last\n```", text, StringComparison.Ordinal);
        Assert.Contains("characters are not shown", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_hidden_in_the_card_and_in_the_reply_even_across_a_cut()
    {
        var token = "ghp_" + new string('k', 36);
        var question = Question($"{new string('x', 990)} {token} {new string('y', 5_000)}");

        Assert.DoesNotContain("ghp_", ApprovalCard.Text(question, "claude", _ada, 4096), StringComparison.Ordinal);
        Assert.Equal("waiting for your answer to: Bash: •••", ApprovalCard.Waiting(question with { Line = $"Bash: {token}" }));
    }

    [Fact]
    public void What_a_reader_could_not_see_is_spelled_out() =>
        Assert.Contains(@"ls \u202e\u0007" + "\n\tx", Text("ls \u202e\u0007\r\n\tx"), StringComparison.Ordinal);

    [Theory]
    [InlineData(ApprovalState.Withdrawn)]
    [InlineData(ApprovalState.Overtaken)]
    public void A_question_that_came_to_nothing_says_so(ApprovalState state)
    {
        var card = ApprovalCard.Over("may I?", state);

        Assert.Contains(state.ToString(), card.Markdown, StringComparison.Ordinal);
        Assert.Empty(card.Buttons);
    }

    [Fact]
    public void The_agent_is_told_who_denied_and_why()
    {
        var denied = _allowed with { IsAllowed = false, Reason = "use the cache" };

        Assert.IsType<AgentAnswer.Allow>(ApprovalTexts.ToAgent(_allowed));
        var message = Assert.IsType<AgentAnswer.Deny>(ApprovalTexts.ToAgent(denied)).Message;
        Assert.StartsWith("Ada_*1* denied this use of the tool and says: use the cache\n", message, StringComparison.Ordinal);
        var silent = Assert.IsType<AgentAnswer.Deny>(ApprovalTexts.ToAgent(denied with { Reason = "" })).Message;
        Assert.StartsWith("Ada_*1* denied this use of the tool. Do not", silent, StringComparison.Ordinal);
    }

    private static string Text(string command, int textLength = 4096) => ApprovalCard.Text(Question(command), "claude", _ada, textLength);

    private static AgentQuestion Question(string command) =>
        new("q1", "t1", "Bash", $"Bash: {command}", new ToolInput("sh", command), "hash");
}
