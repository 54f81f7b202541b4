using Archon.Bots.Emulators.Playground;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Archon.Bots.Browser;

/// <summary>A playground with its bot, and somebody who looks at it in a browser.</summary>
public sealed class PlaygroundVisit : IAsyncLifetime
{
    /// <summary>Unit: milliseconds. Long enough for two pauses of the platform and a start of the bot on a busy machine.</summary>
    private const float Patience = 30_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archon-bots-browser-");
    private PlaygroundServer? _server;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private IPage? _page;

    public string Address => _server!.Address.ToString();

    public async ValueTask InitializeAsync()
    {
        var settings = new PlaygroundSettings(Binaries.Server, "demo", Port: 0, _folder.FullName, name => Ambient(name));
        _server = await PlaygroundServer.StartAsync(settings, TimeProvider.System, CancellationToken.None);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Binaries.Chromium });
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    /// <summary>A window with the page, the bot being up; the one before is closed.</summary>
    public async Task<IPage> OpenAsync(int width = 1280, int height = 860, ColorScheme scheme = ColorScheme.Light)
    {
        await (_page?.CloseAsync() ?? Task.CompletedTask);
        var page = await _browser!.NewPageAsync(
            new BrowserNewPageOptions
            {
                ViewportSize = new ViewportSize { Width = width, Height = height },
                ColorScheme = scheme,
            }
        );
        _page = page;
        page.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        await page.GotoAsync(Address);
        await Expect(page.Locator("#bot")).ToHaveTextAsync("The bot runs");
        return page;
    }

    /// <returns>The message in the chat.</returns>
    public static async Task<ILocator> SayAsync(IPage page, string text)
    {
        var mine = page.Locator(".message.mine");
        var before = await mine.CountAsync();
        await page.Locator(".telegram textarea").FillAsync(text);
        await page.Locator(".telegram textarea").PressAsync("Enter");
        await Expect(mine).ToHaveCountAsync(before + 1);
        return mine.Nth(before);
    }

    public static Task PressAsync(IPage page, string button) =>
        page.Locator(".faults").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    /// <summary>Waits until the message is answered and its answer delivered, and returns what the bot wrote since.</summary>
    public static async Task<IReadOnlyList<string>> AnswersAsync(IPage page, ILocator said)
    {
        await Expect(said.Locator(".reaction")).ToHaveTextAsync("👍");
        await Expect(page.Locator("#room-outbox:is(.done, .healed)")).ToBeVisibleAsync();
        return await said.Locator("xpath=following-sibling::li").AllInnerTextsAsync();
    }

    /// <summary>Where the picture for the README is taken: something stands in every channel.</summary>
    public static async Task SetSceneAsync(IPage page)
    {
        foreach (var door in Picture is null ? [] : (string[])[".slack", ".discord"])
        {
            await page.Locator($"{door} textarea").FillAsync("Summarise this repository.");
            await page.Locator($"{door} .anew").ClickAsync();
            await Expect(page.Locator($"{door} .post.theirs")).ToContainTextAsync("tell you what it did");
        }
    }

    /// <summary>Takes the picture for the README, if <c>ARCHON_BOTS_TEST_PICTURE</c> names a file for it.</summary>
    public static async Task TakePictureAsync(IPage page)
    {
        if (Picture is { } path)
        {
            await page.SetViewportSizeAsync(1500, 960);
            await page.Mouse.MoveAsync(0, 0);
            await page.Locator(".message").Last.ScrollIntoViewIfNeededAsync();
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = path, Animations = ScreenshotAnimations.Disabled });
        }
    }

    private static string? Picture => Environment.GetEnvironmentVariable("ARCHON_BOTS_TEST_PICTURE") is { Length: > 0 } path ? path : null;

    /// <summary>Nobody's account and settings.</summary>
    private static string? Ambient(string name) => name is "HOME" or "PATH" ? Environment.GetEnvironmentVariable(name) : null;
}
