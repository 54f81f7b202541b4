using System.Net;
using System.Text.Json;
using Archon.Bots.Core.Conversations;
using Archon.Bots.Core.Sessions;
using Archon.Bots.Core.Stories;
using Archon.Bots.Core.Turns;
using Archon.Bots.Host.Settings;
using Archon.Bots.Host.Stories;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Host.Tests.Stories;

public sealed class StoryEndpointTests
{
    private const string Secret = "the words of the message";
    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConversationKey _here = new("telegram", "7", "100/3");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stories_are_told_only_where_a_setting_says_so()
    {
        await using var server = await StartAsync(new ServerOptions());

        using var answer = await server.GetAsync(Of(_here, "11"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_story_carries_states_and_times_and_no_word_of_anybody()
    {
        await using var server = await StartAsync(new ServerOptions { Stories = true });

        var text = await server.ReadAsync(Of(_here, "11"));

        var story = JsonDocument.Parse(text).RootElement;
        var turn = story.GetProperty("turn");
        Assert.Equal(_noon.ToUnixTimeMilliseconds(), story.GetProperty("receivedAt").GetInt64());
        Assert.Equal((2, "answered"), (turn.GetProperty("attempt").GetInt32(), turn.GetProperty("outcome").GetString()));
        Assert.Equal("session_bound", turn.GetProperty("steps")[0].GetProperty("kind").GetString());
        Assert.Equal("session_lost", turn.GetProperty("sessions")[0].GetProperty("startedFor").GetString());
        Assert.Equal("21", story.GetProperty("deliveries")[0].GetProperty("messageId").GetString());
        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_message_the_newest_is_told()
    {
        await using var server = await StartAsync(new ServerOptions { Stories = true });

        await server.ReadAsync(Of(_here, message: null));

        Assert.Equal([(_here, null)], server.Asked);
    }

    [Fact]
    public async Task Of_an_unknown_message_nothing_is_told()
    {
        await using var server = await StartAsync(new ServerOptions { Stories = true });

        using var answer = await server.GetAsync(Of(_here, "12"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal([(_here, "12")], server.Asked);
    }

    private static string Of(ConversationKey conversation, string? message) =>
        $"/stories?platform={conversation.Platform}&space={conversation.Space}&thread={Uri.EscapeDataString(conversation.Thread)}"
        + (message is null ? "" : $"&message={message}");

    private static async Task<RunningServer> StartAsync(ServerOptions options)
    {
        var stories = new KnownStory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Options.Create(options));
        builder.Services.AddSingleton<IMessageStories>(stories);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapStories();
        await app.StartAsync(Token);
        return new RunningServer(app, stories);
    }

    private sealed class RunningServer(WebApplication app, KnownStory stories) : IAsyncDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new Uri(app.Urls.First()) };

        public IReadOnlyList<(ConversationKey, string?)> Asked => stories.Asked;

        public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(path, Token);

        public Task<string> ReadAsync(string path) => _http.GetStringAsync(path, Token);

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await app.DisposeAsync();
        }
    }

    private sealed class KnownStory : IMessageStories
    {
        public List<(ConversationKey, string?)> Asked { get; } = [];

        public Task<MessageStory?> FindAsync(ConversationKey conversation, string platformMessageId, CancellationToken cancellationToken)
        {
            Asked.Add((conversation, platformMessageId));
            return Task.FromResult(platformMessageId == "11" ? Story() : null);
        }

        public Task<MessageStory?> NewestAsync(ConversationKey conversation, CancellationToken cancellationToken)
        {
            Asked.Add((conversation, null));
            return Task.FromResult<MessageStory?>(Story());
        }

        private static MessageStory Story() =>
            new()
            {
                Text = Secret,
                AuthorName = "Ada",
                SentAt = _noon,
                ReceivedAt = _noon,
                Copies = 1,
                Declined = null,
                RefusedBy = null,
                Ahead = null,
                Control = null,
                Turn = new TurnStory(_noon, _noon, 2, "answered", null)
                {
                    Steps = [new StepStory(JournalKind.SessionBound, _noon)],
                    Sessions = [new SessionStory("claude", "s2", true, SessionStart.SessionLost, true, _noon, null)],
                },
                Deliveries = [new DeliveryStory("21", true, $"can't parse: {Secret}", null)],
            };
    }
}
