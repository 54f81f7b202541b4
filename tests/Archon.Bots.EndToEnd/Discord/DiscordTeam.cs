using System.Net.Http.Json;
using System.Text.Json;
using Archon.Bots.Emulators.Discord;
using Archon.Bots.EndToEnd.Bot;

namespace Archon.Bots.EndToEnd.Discord;

/// <summary>A Discord beside the world's Telegram, and its people: alice may use the bot, bob may not.</summary>
internal sealed class DiscordTeam : IAsyncDisposable
{
    private readonly DiscordEmulator _discord;
    private readonly HttpClient _http;

    private DiscordTeam(DiscordEmulator discord)
    {
        _discord = discord;
        _http = new HttpClient { BaseAddress = discord.BaseAddress, Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>A Discord, and the settings that lead the next server there.</summary>
    public static async Task<DiscordTeam> StartAsync(
        BotWorld world,
        CancellationToken cancellationToken,
        DiscordEmulatorOptions? options = null
    )
    {
        var discord = await DiscordEmulator.StartAsync(options ?? new DiscordEmulatorOptions(), cancellationToken);
        var team = new DiscordTeam(discord);
        var state = await team.LookAsync("state", cancellationToken);
        var alice = state.GetProperty("users").EnumerateArray().First(user => user.GetProperty("username").GetString() == "alice");
        world.Environment["DISCORD_BOT_TOKEN"] = discord.Token;
        world.Environment["DISCORD_ALLOWED_USER_IDS"] = alice.GetProperty("id").GetString()!;
        world.Environment["Platforms__Discord__BaseUrl"] = discord.BaseAddress.ToString();
        world.Environment["Platforms__Discord__EditInterval"] = "00:00:00.300";
        return team;
    }

    /// <param name="message">As the control call takes it.</param>
    /// <returns>The message's id.</returns>
    public async Task<string> SayAsync(object message, CancellationToken cancellationToken) =>
        (await ControlAsync("message", message, cancellationToken)).GetProperty("ids")[0].GetString()!;

    /// <summary>A mention that opens a thread.</summary>
    public Task<string> AskAsync(string text, CancellationToken cancellationToken, string channel = "general") =>
        SayAsync(
            new
            {
                channel,
                text,
                mention = true,
            },
            cancellationToken
        );

    public async Task<JsonElement> ControlAsync(string call, object body, CancellationToken cancellationToken)
    {
        using var response = await _http.PostAsJsonAsync(new Uri($"/_control/{call}", UriKind.Relative), body, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{call}: {answer}");
    }

    public Task<JsonElement> LookAsync(string call, CancellationToken cancellationToken) =>
        _http.GetFromJsonAsync<JsonElement>(new Uri($"/_control/{call}", UriKind.Relative), cancellationToken);

    /// <summary>What goes wrong with the next posts.</summary>
    public Task FaultPostAsync(string kind, CancellationToken cancellationToken, bool after = false, double retryAfter = 1) =>
        ControlAsync(
            "fault",
            new
            {
                route = "^POST /channels/[0-9]+/messages$",
                kind,
                after,
                retryAfter,
            },
            cancellationToken
        );

    /// <summary>Waits for a message of the bot that shows the text.</summary>
    /// <param name="where">As the query takes it: thread=1, channel=general, dm=alice.</param>
    public async Task<DiscordSight> SeesAsync(string text, string where, CancellationToken cancellationToken)
    {
        var limit = (int)TestTimeouts.Default.TotalMilliseconds;
        var query = $"wait?{where}&from=bot&contains={Uri.EscapeDataString(text)}&timeoutMs={limit}";
        var answer = await LookAsync(query, cancellationToken);
        return answer.GetProperty("ok").GetBoolean()
            ? DiscordSight.Of(answer)
            : throw new TimeoutException(
                $"\"{text}\" was not seen. There is:\n{string.Join('\n', await ReadAsync(where, cancellationToken))}"
            );
    }

    /// <summary>What stands there, oldest first.</summary>
    public async Task<IReadOnlyList<DiscordSight>> ReadAsync(string where, CancellationToken cancellationToken) =>
        [
            .. (await LookAsync($"transcript?{where}", cancellationToken))
                .EnumerateArray()
                .Select(DiscordSight.Of)
                .Where(message => !message.IsDeleted),
        ];

    /// <summary>What the bot says in a thread.</summary>
    public async Task<IReadOnlyList<DiscordSight>> AnswersAsync(string thread, CancellationToken cancellationToken) =>
        [.. (await ReadAsync($"thread={thread}", cancellationToken)).Where(message => message.From == "bot")];

    public async Task ConnectedAsync(CancellationToken cancellationToken)
    {
        var answer = await LookAsync("wait?connections=1&timeoutMs=30000", cancellationToken);
        Assert.True(answer.GetProperty("ok").GetBoolean(), "The bot does not connect");
    }

    /// <summary>What the bot did that Discord does not bear.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync(CancellationToken cancellationToken) =>
        [
            .. (await LookAsync("violations?severity=error", cancellationToken)).EnumerateArray().Select(violation => violation.ToString()),
            .. (await LookAsync("violations?severity=rig", cancellationToken)).EnumerateArray().Select(violation => violation.ToString()),
        ];

    /// <summary>How connections began and ended: identified, resumed, close.</summary>
    public async Task<IReadOnlyList<string>> ConnectionsAsync(CancellationToken cancellationToken) =>
        [
            .. (await LookAsync("gateway", cancellationToken))
                .GetProperty("connections")
                .EnumerateArray()
                .Select(happening => happening.GetProperty("event").GetString()!),
        ];

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _discord.DisposeAsync();
    }
}

internal sealed record DiscordSight(string Id, string? Thread, string From, string Text, bool IsDeleted)
{
    public required string? ThreadName { get; init; }

    /// <summary>The message that it answers.</summary>
    public required string? Answers { get; init; }

    public required bool IsEphemeral { get; init; }

    /// <summary>The actions of its buttons, by their labels.</summary>
    public required IReadOnlyDictionary<string, string> Buttons { get; init; }

    public required IReadOnlyList<string> Reactions { get; init; }

    public required IReadOnlyList<string> Files { get; init; }

    public static DiscordSight Of(JsonElement message) =>
        new(
            message.GetProperty("id").GetString()!,
            message.GetProperty("thread").GetString(),
            message.GetProperty("from").GetString()!,
            message.GetProperty("content").GetString()!,
            message.GetProperty("deletedAt").ValueKind == JsonValueKind.Number
        )
        {
            ThreadName = message.GetProperty("threadName").GetString(),
            Answers = message.GetProperty("reference") is { ValueKind: JsonValueKind.Object } reference
                ? reference.GetProperty("message_id").GetString()
                : null,
            IsEphemeral = message.GetProperty("ephemeral").GetBoolean(),
            Buttons = message
                .GetProperty("buttons")
                .EnumerateArray()
                .ToDictionary(button => button.GetProperty("text").GetString()!, button => button.GetProperty("action").GetString()!),
            Reactions = [.. message.GetProperty("reactions").EnumerateArray().Select(sign => sign.GetProperty("emoji").GetString()!)],
            Files = [.. message.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()!)],
        };

    public override string ToString() => $"{From} in {Thread ?? "the channel"}: {Text}";
}
