using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Archon.Bots.Slack.Settings;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Archon.Bots.Slack.Wire;

/// <summary>
/// Slack's Web API: one call, one answer, each failure of one of three kinds. What only reads is tried again by itself; what writes never
/// is, for the outbox knows better.
/// </summary>
internal sealed class SlackApi
{
    /// <summary>Where Slack names no time. Source: the default of Slack's Python SDK.</summary>
    private static readonly TimeSpan _defaultPause = TimeSpan.FromSeconds(30);

    /// <summary>What a read may wait for by itself; a longer pause is its caller's.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    private readonly SlackTransport _transport;
    private readonly SlackOptions _options;
    private readonly Uri _root;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _reads;

    public SlackApi(SlackTransport transport, IOptions<SlackOptions> options, TimeProvider time)
    {
        _transport = transport;
        _options = options.Value;
        _root = SlackSettings.BaseUrl(_options)!;
        _time = time;
        _reads = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(500),
                    ShouldHandle = new PredicateBuilder()
                        .Handle<SlackLostException>()
                        .Handle<SlackThrottledException>(throttled => throttled.RetryAfter <= _longestWait),
                    DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as SlackThrottledException)?.RetryAfter),
                }
            )
            .Build();
    }

    /// <summary>A method that changes something; its arguments as JSON.</summary>
    /// <exception cref="SlackErrorException">Refused; nothing was done.</exception>
    /// <exception cref="SlackThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="SlackLostException">It may have been done.</exception>
    public Task<T> WriteAsync<T>(string method, JsonObject arguments, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
        where T : SlackAnswer =>
        CallAsync(
            method,
            _options.BotToken,
            () => new StringContent(arguments.ToJsonString(), Encoding.UTF8, "application/json"),
            answer,
            cancellationToken
        );

    /// <summary>A method that only reads, which takes no JSON. Tried again when its answer is lost.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public async Task<T> ReadAsync<T>(
        string method,
        IEnumerable<KeyValuePair<string, string>> arguments,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken
    )
        where T : SlackAnswer
    {
        var fields = arguments.ToList();
        return await _reads.ExecuteAsync(
            async token => await CallAsync(method, _options.BotToken, () => new FormUrlEncodedContent(fields), answer, token),
            cancellationToken
        );
    }

    /// <summary>A ticket for one socket.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public async Task<Uri> OpenConnectionAsync(CancellationToken cancellationToken)
    {
        const string method = "apps.connections.open";
        var opened = await CallAsync(
            method,
            _options.AppToken,
            () => new FormUrlEncodedContent([]),
            SlackJson.Default.SlackConnection,
            cancellationToken
        );
        return Uri.TryCreate(opened.Url, UriKind.Absolute, out var address)
            ? address
            : throw new SlackLostException(method, "it names no address");
    }

    /// <summary>The bytes of a file that we send, to the address that files.getUploadURLExternal gave.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public async Task UploadAsync(Uri address, byte[] content, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            "the upload of a file",
            () => new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(content) },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken
        );
    }

    /// <summary>A file that somebody sent. The token goes to that address alone, and along no redirect.</summary>
    /// <returns>The caller's to dispose.</returns>
    /// <inheritdoc cref="WriteAsync"/>
    public Task<HttpResponseMessage> DownloadAsync(Uri address, CancellationToken cancellationToken) =>
        SendAsync(
            "the download of a file",
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _options.BotToken);
                return request;
            },
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken
        );

    /// <summary>Whether an address is Slack's own: only there does the token go.</summary>
    public bool IsOwn(Uri address) =>
        address.Host == _root.Host
            ? address.Port == _root.Port
            : address.Scheme == Uri.UriSchemeHttps
                && (address.Host == "slack.com" || address.Host.EndsWith(".slack.com", StringComparison.Ordinal));

    /// <summary>Answers a command or a press where the bot is no member.</summary>
    /// <inheritdoc cref="WriteAsync"/>
    public async Task RespondAsync(Uri responseUrl, string text, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            "the answer to a command",
            () =>
                new HttpRequestMessage(HttpMethod.Post, responseUrl)
                {
                    Content = new StringContent(
                        new JsonObject { ["response_type"] = "ephemeral", ["text"] = text }.ToJsonString(),
                        Encoding.UTF8,
                        "application/json"
                    ),
                },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken
        );
    }

    private async Task<T> CallAsync<T>(
        string method,
        string token,
        Func<HttpContent> content,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : SlackAnswer
    {
        using var response = await SendAsync(
            method,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_root, method)) { Content = content() };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken
        );
        T? answer;
        try
        {
            answer = await JsonSerializer.DeserializeAsync(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                type,
                cancellationToken
            );
        }
        catch (JsonException exception)
        {
            throw new SlackLostException(method, "it is no JSON", exception);
        }

        return answer switch
        {
            { Ok: true } => answer,
            { Error: "ratelimited" or "rate_limited" } => throw new SlackThrottledException(method, PauseOf(response)),
            { Error: ("fatal_error" or "internal_error" or "service_unavailable" or "request_timeout") and var error } =>
                throw new SlackLostException(method, error),
            { Error: { } error } => throw new SlackErrorException(method, error, answer.Needed),
            _ => throw new SlackLostException(method, "it says nothing"),
        };
    }

    private async Task<HttpResponseMessage> SendAsync(
        string method,
        Func<HttpRequestMessage> make,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(_options.CallTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = make();
        HttpResponseMessage response;
        try
        {
            response = await _transport.Http.SendAsync(request, completion, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SlackLostException(method, "no answer in time");
        }
        catch (HttpRequestException exception)
        {
            throw new SlackLostException(method, $"connection failed ({exception.HttpRequestError})", exception);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw response.StatusCode == HttpStatusCode.TooManyRequests
                ? new SlackThrottledException(method, PauseOf(response))
                : new SlackLostException(method, $"HTTP {(int)response.StatusCode}");
        }
    }

    private TimeSpan PauseOf(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } pause } when pause > TimeSpan.Zero => pause,
            { Date: { } date } when date > _time.GetUtcNow() => date - _time.GetUtcNow(),
            _ => _defaultPause,
        };
}
