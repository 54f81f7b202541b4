using System.Net;
using System.Text.Json;

namespace Archon.Bots.Emulators.Playground.Life;

/// <summary>Asks the bot for its rows.</summary>
internal sealed class StoryClient : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    /// <param name="conversation">Platform, space and thread, as the bot's key has them.</param>
    /// <param name="message">Null: the newest prompt.</param>
    /// <returns>Null: it knows nothing of it, or does not answer.</returns>
    public async Task<Story?> AskAsync(
        Uri bot,
        (string Platform, string Space, string Thread) conversation,
        string? message,
        CancellationToken cancellationToken
    )
    {
        var (platform, space, thread) = conversation;
        var query = $"/stories?platform={platform}&space={space}&thread={thread}{(message is null ? "" : $"&message={message}")}";
        try
        {
            using var answer = await _http.GetAsync(new Uri(bot, query), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK
                ? await answer.Content.ReadFromJsonAsync<Story>(JsonSerializerOptions.Web, cancellationToken)
                : null;
        }
        catch (Exception gone)
            when (gone is HttpRequestException or TaskCanceledException or JsonException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
