using Archon.Bots.Core.Commands;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Messages;
using Archon.Bots.Core.Users;

namespace Archon.Bots.Core.Tests.Commands;

public sealed class ControlTextsTests
{
    private static readonly DateTimeOffset _now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Help_names_every_command_and_Start_repeats_it()
    {
        var help = ControlTexts.Help(Role.Member);

        Assert.All(CommandWord.Known, known => Assert.Contains($"`/{known.Word}`: {known.Help}", help, StringComparison.Ordinal));
        Assert.EndsWith(help, ControlTexts.Start(Role.Member), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Role.Owner, true)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Approver, false)]
    [InlineData(Role.Member, false)]
    public void Help_shows_who_may_let_people_in_how(Role role, bool isTold)
    {
        var help = ControlTexts.Help(role);

        Assert.All(CommandWord.ForAdmins, known => Assert.Equal(isTold, help.Contains($"`/{known.Word}`", StringComparison.Ordinal)));
        Assert.DoesNotContain("/pair", help, StringComparison.Ordinal);
    }

    [Fact]
    public void While_nobody_owns_the_bot_a_refused_person_is_told_how_to_pair()
    {
        var text = ControlTexts.Refusal(new Author("42", "Ann"), Access.Unowned, setting: null);

        Assert.Contains("`42`", text, StringComparison.Ordinal);
        Assert.Contains("`/pair CODE`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_person_is_told_the_id_and_the_setting_to_ask_for()
    {
        var author = new Author("42", "Ann");

        var text = ControlTexts.Refusal(author, "not on the allow-list", "TELEGRAM_ALLOWED_USER_IDS");

        Assert.Contains("`42`", text, StringComparison.Ordinal);
        Assert.Contains("`TELEGRAM_ALLOWED_USER_IDS`", text, StringComparison.Ordinal);
        Assert.Contains("not on the allow-list", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_message_is_told_what_it_held()
    {
        Assert.Contains("empty", ControlTexts.Unreadable(""), StringComparison.Ordinal);
        Assert.Contains(
            "I cannot read stickers or voice messages,",
            ControlTexts.Unreadable("sticker, voice, voice"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bot_that_was_added_says_how_to_speak_to_it_and_what_the_platform_adds()
    {
        Assert.EndsWith("`/help` lists what I understand.", ControlTexts.Opened(""), StringComparison.Ordinal);
        Assert.EndsWith("what I understand.\n\nPrivacy mode is on.", ControlTexts.Opened("Privacy mode is on."), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(125, true)]
    [InlineData(-1, false)]
    public void The_status_tells_until_when_an_answer_waits(int minutes, bool isTold)
    {
        var view = View(running: null) with { Parked = new ParkedAnswer("telegram", _now.AddMinutes(minutes)) };

        var text = ControlTexts.Status(view, _now);

        Assert.Equal(isTold, text.Contains("An answer waits: Telegram asks to wait until 14:05 UTC.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_queue_shows_what_runs_and_what_waits()
    {
        Assert.Equal(ControlTexts.NothingRuns, ControlTexts.Queue(View(running: null)));
        Assert.Equal("Running: `build it`. Nothing waits.", ControlTexts.Queue(View("build it")));
        Assert.Equal(
            "Running: `build it`\n\n2 messages waiting:\n- `then test`\n- `then ship`",
            ControlTexts.Queue(View("build it", "then test", "then ship"))
        );
    }

    [Fact]
    public void The_queue_lists_ten_and_counts_the_rest()
    {
        var text = ControlTexts.Queue(View(null, [.. Enumerable.Range(1, 13).Select(n => $"m{n}")]));

        Assert.Contains("- `m10`", text, StringComparison.Ordinal);
        Assert.DoesNotContain("`m11`", text, StringComparison.Ordinal);
        Assert.EndsWith("- … and 3 more", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_status_tells_run_queue_session_and_directory()
    {
        var session = new SessionView("claude", "id-1", Proven: true, "/srv/x", _now);
        var text = ControlTexts.Status(View("build it", "next") with { Session = session }, _now);

        Assert.Contains("Running for 1 min 5 s: `build it` (run 2)", text, StringComparison.Ordinal);
        Assert.Contains("Waiting: 1", text, StringComparison.Ordinal);
        Assert.Contains("Agent: claude", text, StringComparison.Ordinal);
        Assert.Contains("Directory: `/srv/x`", text, StringComparison.Ordinal);
        Assert.EndsWith("Session: `id-1`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_status_tells_what_is_not_there()
    {
        var unproven = new SessionView("claude", "id-1", Proven: false, "/srv/x", _now);

        Assert.Contains("Nothing is running", ControlTexts.Status(View(null), _now), StringComparison.Ordinal);
        Assert.Contains("none yet", ControlTexts.Status(View(null), _now), StringComparison.Ordinal);
        Assert.EndsWith("(not answered yet)", ControlTexts.Status(View(null) with { Session = unproven }, _now), StringComparison.Ordinal);
        Assert.EndsWith(
            "Session: none",
            ControlTexts.Status(View(null) with { Session = unproven with { ProviderSessionId = null, Proven = true } }, _now),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("a\nb", "`a b`")]
    [InlineData("a `code` b", "`a 'code' b`")]
    [InlineData(" <b>&$$ ", "`<b>&$$`")]
    public void A_quoted_text_is_one_line_that_formats_nothing(string text, string expected) =>
        Assert.Equal(expected, ControlTexts.Quote(text));

    [Fact]
    public void A_long_quote_is_cut_between_code_points()
    {
        var even = ControlTexts.Quote(string.Concat(Enumerable.Repeat("\uD83D\uDE00", 40)));
        var odd = ControlTexts.Quote("x" + string.Concat(Enumerable.Repeat("\uD83D\uDE00", 40)));

        Assert.All([even, odd], quote => Assert.Equal(quote, Core.Inbox.TextHygiene.Clean(quote)));
        Assert.All([even, odd], quote => Assert.EndsWith("…`", quote, StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_taken_back_or_not_taken_is_listed()
    {
        Assert.Equal("Taken back, not run (1 message):\n- `a`", ControlTexts.TakenBack(["a"]));
        Assert.StartsWith("2 messages not taken, because 100 wait", ControlTexts.TooMany(["a", "b"], 100), StringComparison.Ordinal);
        Assert.EndsWith("- `a`\n- `b`", ControlTexts.TooMany(["a", "b"], 100), StringComparison.Ordinal);
    }

    private static ConversationView View(string? running, params string[] waiting) =>
        new(
            running is null ? null : new RunningTurn(Guid.NewGuid(), running, _now.AddSeconds(-65), Attempt: 2, "u1"),
            waiting,
            ConversationSettings.Default,
            Session: null
        );
}
