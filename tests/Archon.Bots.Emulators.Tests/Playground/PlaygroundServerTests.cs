using System.Net;
using System.Text;
using Archon.Bots.Emulators.Playground;
using Archon.Bots.Emulators.Tests.Bot;

namespace Archon.Bots.Emulators.Tests.Playground;

public sealed class PlaygroundServerTests : IAsyncLifetime
{
    // It says that it runs, and knows nothing.
    private readonly Script _bot = new(
        """
        echo '{"event":"server.start_completed","Addresses":"http://127.0.0.1:9"}'
        exec sleep 600
        """
    );

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archon-bots-playground-");
    private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false });
    private PlaygroundServer? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PlaygroundServer.StartAsync(Settings(port: 0), TimeProvider.System, Token);
        _http.BaseAddress = _server.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server!.DisposeAsync();
        _bot.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_page_comes_whole_and_lets_in_no_script_but_its_own()
    {
        using var answer = await _http.GetAsync("/", Token);

        Assert.Contains("id=\"rooms\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("script-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.css")]
    [InlineData("page.js")]
    [InlineData("icon.svg")]
    public async Task What_the_page_names_is_there(string file) => Assert.NotEmpty(await _http.GetStringAsync(file, Token));

    [Fact]
    public async Task What_is_said_appears_in_the_page_as_a_text()
    {
        using var changes = await ChangesAsync();

        using var answer = await PostAsync("telegram/say", ("text", "<img src=x onerror=alert(1)>"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await ReadUntilAsync(changes, "\\u0026lt;img src=x onerror=alert(1)\\u0026gt;");
    }

    [Theory]
    [InlineData("slack")]
    [InlineData("discord")]
    public async Task A_mention_in_a_channel_opens_a_thread_and_is_a_text(string platform)
    {
        using var changes = await ChangesAsync();

        using var answer = await PostAsync($"{platform}/say", ("text", "<b>hello</b>"), ("anew", "1"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await ReadUntilAsync(changes, "@archon \\u0026lt;b\\u0026gt;hello");
    }

    [Fact]
    public async Task A_dead_bot_is_shown_and_can_be_started_again()
    {
        using var changes = await ChangesAsync();

        await PostAsync("do/kill");
        await ReadUntilAsync(changes, "The bot is dead");
        await PostAsync("do/restart");

        await ReadUntilAsync(changes, "The bot runs");
    }

    [Fact]
    public async Task Without_a_session_there_is_none_to_lose()
    {
        using var changes = await ChangesAsync();

        await PostAsync("do/lose");

        await ReadUntilAsync(changes, "No session to lose yet");
    }

    [Fact]
    public async Task An_unknown_button_does_nothing()
    {
        using var answer = await PostAsync("do/harm");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task A_page_elsewhere_cannot_press_a_button_here(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "do/kill");
        request.Headers.Add(header, value);

        using var answer = await _http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("The bot is dead", await _http.GetStringAsync("/", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_emulated_platform_is_guarded_alike()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server!.Telegram, "/_control/message"));
        request.Headers.Add("Origin", "http://evil.example");
        request.Content = new StringContent("""{"dm":true,"text":"do harm"}""", Encoding.UTF8, "text/plain");

        using var answer = await _http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_with_the_way_out()
    {
        var output = new StringWriter { NewLine = "\n" };

        var code = await PlaygroundCommand.RunAsync(Settings(_server!.Address.Port), output, Token);

        var port = _server.Address.Port;
        Assert.Equal(2, code);
        Assert.Equal($"Port {port} is taken by another program. Take another: ./run --port {port + 1}\n", output.ToString());
    }

    private PlaygroundSettings Settings(int port) =>
        new(_bot.Path, "demo", port, _folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName, _ => null);

    private Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] form) =>
        _http.PostAsync(path, new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))), Token);

    private async Task<StreamReader> ChangesAsync() => new(await _http.GetStreamAsync("changes", Token));

    private static async Task ReadUntilAsync(StreamReader changes, string expected)
    {
        while (await changes.ReadLineAsync(Token) is { } line)
        {
            if (line.Contains(expected, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The changes ended before {expected}.");
    }
}
