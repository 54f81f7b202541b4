using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Emulators.Slack;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Slack;

/// <summary>A Slack beside the world's Telegram, and its people: alice may use the bot, bob may not.</summary>
internal sealed class SlackTeam : IAsyncDisposable
{
    public const string General = "C0GENERAL1";

    private readonly SlackEmulator _slack;
    private readonly HttpClient _http;

    private SlackTeam(SlackEmulator slack)
    {
        _slack = slack;
        _http = new HttpClient { BaseAddress = slack.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>A Slack whose acknowledgements are due soon and that pings often, and the settings that lead the next server there.</summary>
    public static async Task<SlackTeam> StartAsync(BotWorld world, CancellationToken cancellationToken)
    {
        var slack = await SlackEmulator.StartAsync(
            new SlackEmulatorOptions { RetrySchedule = [0, 1, 1], PingInterval = TimeSpan.FromSeconds(1) },
            cancellationToken
        );
        world.Environment["SLACK_BOT_TOKEN"] = "xoxb-synthetic";
        world.Environment["SLACK_APP_TOKEN"] = "xapp-synthetic";
        world.Environment["SLACK_ALLOWED_USER_IDS"] = "U0ALICE001";
        world.Environment["Platforms__Slack__BaseUrl"] = new Uri(slack.BaseAddress, "api/").ToString();
        world.Environment["Platforms__Slack__EditInterval"] = "00:00:00.300";
        world.Environment["Platforms__Slack__EditsPerMinute"] = "1000";
        world.Environment["Platforms__Slack__PingInterval"] = "00:00:01";
        return new SlackTeam(slack);
    }

    /// <returns>The message's ts.</returns>
    public async Task<string> SayAsync(
        string text,
        CancellationToken cancellationToken,
        string? thread = null,
        bool mention = false,
        string user = "alice",
        string channel = General
    )
    {
        var answer = await ControlAsync(
            "message",
            new
            {
                channel,
                user,
                text,
                thread,
                mention,
            },
            cancellationToken
        );
        return answer.GetProperty("ids")[0].GetString()!;
    }

    /// <summary>A mention that opens a thread.</summary>
    public Task<string> AskAsync(string text, CancellationToken cancellationToken) => SayAsync(text, cancellationToken, mention: true);

    public async Task<string> TellAsync(string text, CancellationToken cancellationToken)
    {
        var answer = await ControlAsync(
            "message",
            new
            {
                dm = true,
                user = "alice",
                text,
            },
            cancellationToken
        );
        return answer.GetProperty("ids")[0].GetString()!;
    }

    /// <summary>Somebody says what no event tells: Slack delivers nothing to a dead server for longer than it tries.</summary>
    /// <returns>The message's ts.</returns>
    public async Task<string> SayUndeliveredAsync(string text, string? thread, bool mention, CancellationToken cancellationToken)
    {
        var answer = await ControlAsync(
            "message",
            new
            {
                channel = General,
                user = "alice",
                text,
                thread,
                mention,
                deliver = false,
            },
            cancellationToken
        );
        return answer.GetProperty("ids")[0].GetString()!;
    }

    /// <summary>The replies that Slack still shows as growing.</summary>
    public async Task<IReadOnlyList<JsonElement>> OpenStreamsAsync(CancellationToken cancellationToken)
    {
        var state = await _http.GetFromJsonAsync<JsonElement>(new Uri("/_control/state", UriKind.Relative), cancellationToken);
        return [.. state.GetProperty("streams").EnumerateArray()];
    }

    public async Task<JsonElement> ControlAsync(string call, object body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/_control/{call}", UriKind.Relative), body, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("ok").GetBoolean() ? answer : throw new InvalidOperationException($"{call}: {answer}");
    }

    /// <param name="retryAfter">Unit: seconds.</param>
    public Task FaultAsync(
        string method,
        string kind,
        CancellationToken cancellationToken,
        string when = "before",
        string? error = null,
        int retryAfter = 1
    ) =>
        ControlAsync(
            "fault",
            new
            {
                method,
                kind,
                when,
                error,
                retryAfter,
            },
            cancellationToken
        );

    /// <summary>Waits for a message of the bot there that shows the text.</summary>
    public async Task<SlackSight> SeesAsync(
        string text,
        CancellationToken cancellationToken,
        string? thread = null,
        string channel = General
    )
    {
        var limit = (int)TestTimeouts.Default.TotalMilliseconds;
        var query = $"/_control/wait?channel={channel}&thread={thread}&from=bot&contains={Uri.EscapeDataString(text)}&timeoutMs={limit}";
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri(query, UriKind.Relative), cancellationToken);
        return answer.GetProperty("ok").GetBoolean()
            ? SlackSight.Of(answer.GetProperty("message"))
            : throw new TimeoutException(
                $"\"{text}\" was not seen. There is:\n{string.Join('\n', await ReadAsync(cancellationToken, thread, channel))}"
            );
    }

    /// <summary>What a reader sees, oldest first.</summary>
    public async Task<IReadOnlyList<SlackSight>> ReadAsync(
        CancellationToken cancellationToken,
        string? thread = null,
        string channel = General
    )
    {
        var query = new Uri($"/_control/transcript?channel={channel}&thread={thread}", UriKind.Relative);
        var answer = await _http.GetFromJsonAsync<JsonElement>(query, cancellationToken);
        return [.. answer.GetProperty("messages").EnumerateArray().Select(SlackSight.Of).Where(message => !message.IsDeleted)];
    }

    /// <summary>What the bot says in a thread.</summary>
    public async Task<IReadOnlyList<SlackSight>> AnswersAsync(string thread, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(cancellationToken, thread)).Where(message => message.From == "bot")];

    /// <summary>What the files of a thread hold.</summary>
    public async Task<IReadOnlyList<string>> FilesAsync(string thread, CancellationToken cancellationToken)
    {
        var query = new Uri($"/_control/transcript?channel={General}&thread={thread}", UriKind.Relative);
        var answer = await _http.GetFromJsonAsync<JsonElement>(query, cancellationToken);
        var ids = answer
            .GetProperty("messages")
            .EnumerateArray()
            .SelectMany(message => message.GetProperty("files").EnumerateArray())
            .Select(file => file.GetProperty("id").GetString());
        var files = new List<string>();
        foreach (var id in ids)
        {
            files.Add(await _http.GetStringAsync(new Uri($"/_control/file?id={id}", UriKind.Relative), cancellationToken));
        }

        return files;
    }

    public async Task ConnectedAsync(CancellationToken cancellationToken, int connections = 1)
    {
        var query = new Uri($"/_control/wait?connections={connections}&timeoutMs=30000", UriKind.Relative);
        var answer = await _http.GetFromJsonAsync<JsonElement>(query, cancellationToken);
        Assert.True(answer.GetProperty("ok").GetBoolean(), "The bot does not connect");
    }

    /// <summary>As the emulator tells it: deliveries, calls, violations.</summary>
    public async Task<IReadOnlyList<JsonElement>> ListAsync(string what, CancellationToken cancellationToken)
    {
        var answer = await _http.GetFromJsonAsync<JsonElement>(new Uri($"/_control/{what}", UriKind.Relative), cancellationToken);
        return [.. answer.GetProperty(what).EnumerateArray()];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _slack.DisposeAsync();
    }
}

/// <param name="Text">What a reader sees of it.</param>
internal sealed record SlackSight(string Id, string? Thread, string From, string Text, bool IsDeleted)
{
    /// <summary>The values of its buttons, by their labels.</summary>
    public required IReadOnlyDictionary<string, string> Buttons { get; init; }

    public required IReadOnlyList<string> Reactions { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public DateTimeOffset PostedAt => TimeOf(Id);

    /// <summary>A ts is a time, too.</summary>
    public static DateTimeOffset TimeOf(string ts) =>
        DateTimeOffset.UnixEpoch.AddSeconds(double.Parse(ts, System.Globalization.CultureInfo.InvariantCulture));

    public static SlackSight Of(JsonElement message) =>
        new(
            message.GetProperty("id").GetString()!,
            message.GetProperty("thread").GetString(),
            message.GetProperty("from").GetString()!,
            message.GetProperty("visible").GetString()!,
            message.GetProperty("deletedAt").ValueKind == JsonValueKind.Number
        )
        {
            Buttons = message
                .GetProperty("buttons")
                .EnumerateArray()
                .ToDictionary(button => button.GetProperty("text").GetString()!, button => button.GetProperty("action").GetString()!),
            Reactions = [.. message.GetProperty("reactions").EnumerateArray().Select(sign => sign.GetProperty("name").GetString()!)],
            Files = [.. message.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!)],
        };

    public override string ToString() => $"{From}: {Text}";
}
