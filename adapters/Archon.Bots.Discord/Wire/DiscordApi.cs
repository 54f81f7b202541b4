using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Archon.Bots.Discord.Settings;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace Archon.Bots.Discord.Wire;

/// <summary>
/// Discord's REST API: one call, one answer, each failure of one of three kinds. What only reads is tried again by itself; what writes never
/// is, for the outbox knows better.
/// </summary>
internal sealed class DiscordApi
{
    /// <summary>A token that is refused stays so until somebody sets another: all traffic stops for so long. An estimate.</summary>
    private static readonly TimeSpan _pauseWithoutToken = TimeSpan.FromMinutes(1);

    /// <summary>A 429 without Discord's own body is the network's before it, which wants minutes. An estimate.</summary>
    private static readonly TimeSpan _pauseOfNetwork = TimeSpan.FromMinutes(5);

    /// <summary>What a read may wait for by itself; a longer pause is its caller's.</summary>
    private static readonly TimeSpan _longestWait = TimeSpan.FromSeconds(10);

    private readonly DiscordTransport _transport;
    private readonly DiscordOptions _options;
    private readonly Uri _root;
    private readonly TimeProvider _time;
    private readonly RateBuckets _buckets;
    private readonly RefusalCount _refusals;
    private readonly ResiliencePipeline _reads;

    public DiscordApi(DiscordTransport transport, IOptions<DiscordOptions> options, TimeProvider time)
    {
        _transport = transport;
        _options = options.Value;
        _root = DiscordSettings.BaseUrl(_options)!;
        _time = time;
        _buckets = new RateBuckets(time);
        _refusals = new RefusalCount(time);
        _reads = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    MaxRetryAttempts = 2,
                    BackoffType = DelayBackoffType.Exponential,
                    UseJitter = true,
                    Delay = TimeSpan.FromMilliseconds(500),
                    ShouldHandle = new PredicateBuilder()
                        .Handle<DiscordLostException>()
                        .Handle<DiscordThrottledException>(throttled => throttled.RetryAfter <= _longestWait),
                    DelayGenerator = attempt => ValueTask.FromResult((attempt.Outcome.Exception as DiscordThrottledException)?.RetryAfter),
                }
            )
            .Build();
    }

    /// <summary>A call that changes something.</summary>
    /// <param name="body">Null: it has none.</param>
    /// <exception cref="DiscordErrorException">Refused; nothing was done.</exception>
    /// <exception cref="DiscordThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="DiscordLostException">It may have been done.</exception>
    public async Task<T> WriteAsync<T>(DiscordRoute route, JsonNode? body, JsonTypeInfo<T> answer, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(route, () => body is null ? null : Json(body), cancellationToken);
        return await ReadAsync(route, response, answer, cancellationToken);
    }

    /// <summary>A call that changes something and answers nothing.</summary>
    /// <inheritdoc cref="WriteAsync{T}"/>
    public async Task WriteAsync(DiscordRoute route, JsonNode? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(route, () => body is null ? null : Json(body), cancellationToken);
    }

    /// <summary>A message with a file. Source: Discord, API reference, "Uploading Files".</summary>
    /// <inheritdoc cref="WriteAsync{T}"/>
    public async Task<T> UploadAsync<T>(
        DiscordRoute route,
        JsonObject body,
        string name,
        byte[] content,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken
    )
    {
        body["attachments"] = new JsonArray(new JsonObject { ["id"] = 0, ["filename"] = name });
        using var response = await SendAsync(
            route,
            () => new MultipartFormDataContent { { Json(body), "payload_json" }, { new ByteArrayContent(content), "files[0]", name } },
            cancellationToken
        );
        return await ReadAsync(route, response, answer, cancellationToken);
    }

    /// <summary>A call that only reads. Tried again when its answer is lost.</summary>
    /// <inheritdoc cref="WriteAsync{T}"/>
    public async Task<T> ReadAsync<T>(DiscordRoute route, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        await _reads.ExecuteAsync(async token => await WriteAsync(route, null, answer, token), cancellationToken);

    /// <summary>A file that somebody sent. Its address is signed: no token goes there.</summary>
    /// <returns>The caller's to dispose.</returns>
    /// <inheritdoc cref="WriteAsync{T}"/>
    public async Task<HttpResponseMessage> DownloadAsync(Uri address, CancellationToken cancellationToken)
    {
        const string call = "the download of a file";
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var response = await CallAsync(call, request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw (int)response.StatusCode is >= 400 and < 500
                ? new DiscordErrorException(call, (int)response.StatusCode, 0, "it is not there")
                : new DiscordLostException(call, $"HTTP {(int)response.StatusCode}");
        }
    }

    /// <summary>Whether an address is one that Discord holds files at.</summary>
    public bool IsOwn(Uri address) =>
        address.Host == _root.Host
            ? address.Port == _root.Port
            : address.Scheme == Uri.UriSchemeHttps && address.Host is "cdn.discordapp.com" or "media.discordapp.net";

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private static async Task<T> ReadAsync<T>(
        DiscordRoute route,
        HttpResponseMessage response,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken)
                ?? throw new DiscordLostException(route.Name, "it says nothing");
        }
        catch (JsonException exception)
        {
            throw new DiscordLostException(route.Name, "it is no JSON", exception);
        }
    }

    /// <returns>One of success. The caller's to dispose.</returns>
    private async Task<HttpResponseMessage> SendAsync(DiscordRoute route, Func<HttpContent?> content, CancellationToken cancellationToken)
    {
        if (_buckets.Take(route) is var wait && wait > TimeSpan.Zero)
        {
            throw new DiscordThrottledException(route.Name, wait);
        }

        HttpResponseMessage response;
        try
        {
            using var request = new HttpRequestMessage(route.Method, new Uri(_root, route.Path)) { Content = content() };
            if (!route.IsFree)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bot", _options.BotToken);
            }

            response = await CallAsync(route.Name, request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }
        finally
        {
            _buckets.End(route);
        }

        Learn(route, response.Headers);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await FailureAsync(route, response, cancellationToken);
        }
    }

    private async Task<HttpResponseMessage> CallAsync(
        string call,
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        using var limit = new CancellationTokenSource(_options.CallTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await _transport.Http.SendAsync(request, completion, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DiscordLostException(call, "no answer in time");
        }
        catch (HttpRequestException exception)
        {
            throw new DiscordLostException(call, $"connection failed ({exception.HttpRequestError})", exception);
        }
    }

    private async Task<Exception> FailureAsync(DiscordRoute route, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (status is < 400 or >= 500 or 408)
        {
            return new DiscordLostException(route.Name, $"HTTP {status}");
        }

        var refusal = await DiscordRefusal.ReadAsync(response, cancellationToken);
        var isShared = response.Headers.TryGetValues("X-RateLimit-Scope", out var scopes) && scopes.Contains("shared");
        if (status is 401 or 403 or 429 && !isShared && _refusals.Add() is { } rest)
        {
            _buckets.CloseAll(rest);
        }

        switch (response.StatusCode)
        {
            case HttpStatusCode.TooManyRequests:
                var pause = refusal?.Pause ?? response.Headers.RetryAfter?.Delta ?? _pauseOfNetwork;
                if (refusal is null || refusal.Global)
                {
                    _buckets.CloseAll(pause);
                }
                else
                {
                    _buckets.Close(route, pause);
                }

                return new DiscordThrottledException(route.Name, pause);
            case HttpStatusCode.Unauthorized when !route.IsFree:
                _buckets.CloseAll(_pauseWithoutToken);
                break;
            default:
                break;
        }

        return new DiscordErrorException(route.Name, status, refusal?.Code ?? 0, refusal?.Reason ?? $"HTTP {status}");
    }

    private void Learn(DiscordRoute route, HttpResponseHeaders headers)
    {
        if (
            Text("X-RateLimit-Bucket") is { } bucket
            && Number("X-RateLimit-Limit") is { } limit
            && Number("X-RateLimit-Remaining") is { } remaining
            && Number("X-RateLimit-Reset-After") is { } seconds
        )
        {
            _buckets.Learn(route, bucket, (int)limit, (int)remaining, TimeSpan.FromSeconds(seconds));
        }

        string? Text(string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

        double? Number(string name) =>
            double.TryParse(Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
