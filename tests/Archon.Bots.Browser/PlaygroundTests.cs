using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Archon.Bots.Browser;

public sealed partial class PlaygroundTests(PlaygroundVisit visit) : IClassFixture<PlaygroundVisit>
{
    [Fact]
    public async Task An_answer_is_seen_to_grow()
    {
        var page = await visit.OpenAsync();
        await page.EvaluateAsync(
            """
            () => {
              window.lengths = [];
              new MutationObserver(() => {
                const last = [...document.querySelectorAll(".message")].at(-1);
                if (last?.matches(".theirs")) window.lengths.push(last.querySelector(".text").textContent.length);
              }).observe(document.querySelector("#telegram-messages"), { childList: true, subtree: true, characterData: true });
            }
            """
        );

        var said = await PlaygroundVisit.SayAsync(page, string.Join(' ', Enumerable.Repeat("hello", 600)));
        var answers = await PlaygroundVisit.AnswersAsync(page, said);

        var lengths = await page.EvaluateAsync<int[]>("window.lengths");
        Assert.Contains("Demo agent", Assert.Single(answers), StringComparison.Ordinal);
        Assert.InRange(lengths.Distinct().Count(length => length < lengths[^1]), 2, int.MaxValue);
    }

    [Fact]
    public async Task A_bot_that_is_killed_in_the_middle_answers_after_its_restart_once()
    {
        var page = await visit.OpenAsync();
        // A question holds the turn open, however slow the machine is.
        var said = await PlaygroundVisit.SayAsync(page, "ask: make release");
        await Expect(Allow(page)).ToBeVisibleAsync();

        await PlaygroundVisit.PressAsync(page, "kill -9 the bot");
        await Expect(page.Locator("#life-line")).ToHaveTextAsync("The bot is dead; the row is on disk.");
        await PlaygroundVisit.PressAsync(page, "restart it");
        var answers = await PlaygroundVisit.AnswersAsync(page, said);

        Assert.Single(answers, answer => answer.Contains("Demo agent", StringComparison.Ordinal));
        await Expect(page.Locator("#room-runner.healed")).ToContainTextAsync("Attempt 2");
    }

    [Fact]
    public async Task A_lost_session_is_replaced_within_the_message_and_said()
    {
        var page = await visit.OpenAsync();
        await PlaygroundVisit.SetSceneAsync(page);
        await PlaygroundVisit.AnswersAsync(page, await PlaygroundVisit.SayAsync(page, "My favourite tea is Darjeeling."));

        await PlaygroundVisit.PressAsync(page, "lose the session");
        await Expect(page.Locator("#notice")).ToContainTextAsync("does not know the session");
        var answers = await PlaygroundVisit.AnswersAsync(page, await PlaygroundVisit.SayAsync(page, "Which tea do I like best?"));

        Assert.Contains("this chat's own record", Assert.Single(answers), StringComparison.Ordinal);
        await Expect(page.Locator("#room-pipeline")).ToHaveAttributeAsync("data-state", "healed");
        await PlaygroundVisit.TakePictureAsync(page);
    }

    [Fact]
    public async Task Sends_that_are_refused_are_made_good_once()
    {
        var page = await visit.OpenAsync();

        await PlaygroundVisit.PressAsync(page, "refuse the next sends");
        await Expect(page.Locator("#notice")).ToContainTextAsync("refuses the next");
        var answers = await PlaygroundVisit.AnswersAsync(page, await PlaygroundVisit.SayAsync(page, "get through"));

        Assert.Single(answers);
        await Expect(page.Locator("#room-outbox")).ToHaveAttributeAsync("data-state", "healed");
    }

    [Fact]
    public async Task A_message_that_is_delivered_twice_is_answered_once()
    {
        var page = await visit.OpenAsync();
        var said = await PlaygroundVisit.SayAsync(page, "only once");
        await PlaygroundVisit.AnswersAsync(page, said);

        await PlaygroundVisit.PressAsync(page, "deliver it twice");
        await Expect(page.Locator("#room-inbox")).ToContainTextAsync("1 copy set aside");

        Assert.Single(await PlaygroundVisit.AnswersAsync(page, said));
    }

    [Fact]
    public async Task A_bot_that_is_restarted_in_good_order_answers()
    {
        var page = await visit.OpenAsync();

        await PlaygroundVisit.PressAsync(page, "restart it");
        var answers = await PlaygroundVisit.AnswersAsync(page, await PlaygroundVisit.SayAsync(page, "are you back"));

        Assert.Single(answers);
    }

    [Fact]
    public async Task A_button_of_the_bot_can_be_pressed()
    {
        var page = await visit.OpenAsync();
        var said = await PlaygroundVisit.SayAsync(page, "ask: make release");

        await Allow(page).ClickAsync();

        Assert.Contains(await PlaygroundVisit.AnswersAsync(page, said), text => text.Contains("you allowed it", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    public async Task In_a_channel_a_mention_opens_a_thread_that_goes_on_without_one(string platform)
    {
        var page = await visit.OpenAsync();
        var door = page.Locator($".{platform}");
        var threads = door.Locator(".thread");
        var before = await threads.CountAsync();

        await door.Locator("textarea").FillAsync("look at **this**");
        await door.Locator(".anew").ClickAsync();
        var thread = threads.Nth(before);
        await Expect(thread.Locator(".post.theirs")).ToContainTextAsync("tell you what it did");
        await Expect(page.Locator("#room-inbox")).ToHaveAttributeAsync("data-state", "done");
        await door.Locator("textarea").FillAsync("ask: make release");
        await door.Locator("textarea").PressAsync("Enter");
        await thread.Locator(".keys button").Filter(new LocatorFilterOptions { HasText = "Allow" }).ClickAsync();
        await Expect(thread).ToContainTextAsync("you allowed it");
        await Expect(page.Locator("#room-outbox:is(.done, .healed)")).ToContainTextAsync("once");

        await Expect(thread.Locator(".post.mine .reaction")).ToHaveTextAsync(["✅", "✅"]);
        Assert.Equal(before + 1, await threads.CountAsync());
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_fits_a_phone_by_day_and_by_night(ColorScheme scheme)
    {
        var page = await visit.OpenAsync(width: 390, height: 844, scheme);
        await PlaygroundVisit.AnswersAsync(
            page,
            await PlaygroundVisit.SayAsync(page, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")
        );

        var (width, paper) = (
            await page.EvaluateAsync<int>("document.documentElement.scrollWidth"),
            await page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor")
        );

        Assert.Equal(390, width);
        Assert.Equal(scheme == ColorScheme.Dark, int.Parse(FirstNumber().Match(paper).Value) < 128);
    }

    private static ILocator Allow(IPage page) =>
        page.Locator(".keyboard button").Filter(new LocatorFilterOptions { HasText = "Allow" }).Last;

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex FirstNumber();
}
