using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archon.Bots.Emulators.Telegram.Api;
using Archon.Bots.Emulators.Telegram.World;

namespace Archon.Bots.Emulators.Telegram.Updates;

/// <summary>Sends updates to the webhook: one after another within a chat, chats side by side, again and again until the bot takes them.</summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(60);

    private readonly TelegramWorld _world;
    private readonly BotApi _api;
    private readonly CancellationToken _stopToken;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
    {
        Timeout = LongestAnswer,
    };
    private readonly Dictionary<long, Task> _busy = [];
    private readonly Task _loop;

    public WebhookSender(TelegramWorld world, BotApi api, CancellationToken stopToken)
    {
        _world = world;
        _api = api;
        _stopToken = stopToken;
        _loop = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _loop;
        }
        catch (OperationCanceledException) when (_stopToken.IsCancellationRequested)
        {
            // The way in which the loop ends.
        }

        _http.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopToken.IsCancellationRequested)
        {
            var arrived = BeginAsync();
            await Task.WhenAny([arrived.WaitAsync(_stopToken), .. _busy.Values]);
            foreach (var done in _busy.Where(chat => chat.Value.IsCompleted).ToArray())
            {
                _busy.Remove(done.Key);
                await done.Value;
            }
        }

        await Task.WhenAll(_busy.Values);
    }

    /// <summary>Begins what can begin now; ends with the next change.</summary>
    private Task BeginAsync()
    {
        lock (_world.Gate)
        {
            var arrived = _world.Updates.Arrived.Next;
            var webhook = _world.Webhook;
            while (
                webhook.Url.Length > 0
                && _busy.Count < webhook.MaxConnections
                && _world.Updates.Offer(update => !_busy.ContainsKey(update.Chat)) is { } update
            )
            {
                _busy.Add(update.Chat, SendUntilTakenAsync(update, webhook.Url));
            }

            return arrived;
        }
    }

    private async Task SendUntilTakenAsync(QueuedUpdate update, string url)
    {
        for (var pause = FirstRetry; ; pause = pause * 2 > LongestRetry ? LongestRetry : pause * 2)
        {
            if (await SendAsync(update, url) is { } error)
            {
                lock (_world.Gate)
                {
                    _world.Webhook.LastError = error;
                    _world.Webhook.LastErrorDate = _world.Now / 1000;
                }

                await Task.Delay(pause, _world.Time, _stopToken);
            }
            else
            {
                lock (_world.Gate)
                {
                    _world.Updates.Confirm(update);
                }

                return;
            }

            lock (_world.Gate)
            {
                if (_world.Webhook.Url != url)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Null when the bot took it; else what went wrong.</summary>
    private async Task<string?> SendAsync(QueuedUpdate update, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new StringContent(update.Json, Encoding.UTF8, "application/json");
        if (_world.Webhook.Secret is { Length: > 0 } secret)
        {
            request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", secret);
        }

        try
        {
            using var response = await _http.SendAsync(request, _stopToken);
            if (!response.IsSuccessStatusCode)
            {
                return $"Wrong response from the webhook: {(int)response.StatusCode} {response.StatusCode}";
            }

            await RunAnswerAsync(await response.Content.ReadAsStringAsync(_stopToken));
            return null;
        }
        catch (HttpRequestException failed)
        {
            return $"Connection failed: {failed.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!_stopToken.IsCancellationRequested)
        {
            return "Read timeout expired";
        }
    }

    /// <summary>The body of the bot's answer may be a call.</summary>
    private async Task RunAnswerAsync(string body)
    {
        JsonObject? call;
        try
        {
            call = body.Length > 0 ? JsonNode.Parse(body) as JsonObject : null;
        }
        catch (JsonException)
        {
            return;
        }

        if (call?["method"]?.ToString() is { Length: > 0 } method)
        {
            call.Remove("method");
            await _api.RunEmbeddedAsync(method, ApiArguments.Of(call), _stopToken);
        }
    }
}
