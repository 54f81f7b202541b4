using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Discord.Wire;

namespace Archon.Bots.Discord.Delivery;

/// <summary>Calls whose failures are in the port's words.</summary>
internal sealed class DiscordCalls(DiscordApi api)
{
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">Refused for good; nothing was done.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">The answer was lost; it may have been done.</exception>
    public Task<T> WriteAsync<T>(
        DiscordRoute route,
        CallFamily family,
        JsonNode? body,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken
    ) => TranslateAsync(() => api.WriteAsync(route, body, answer, cancellationToken), family);

    /// <inheritdoc cref="WriteAsync{T}"/>
    /// <param name="harmless">Codes that mean that it is as wished already.</param>
    public async Task WriteAsync(
        DiscordRoute route,
        CallFamily family,
        JsonNode? body,
        CancellationToken cancellationToken,
        params IReadOnlyList<int> harmless
    )
    {
        try
        {
            await api.WriteAsync(route, body, cancellationToken);
        }
        catch (DiscordErrorException refused) when (harmless.Contains(refused.Code))
        {
            // It is.
        }
        catch (Exception exception) when (DiscordErrors.IsOf(exception))
        {
            throw DiscordErrors.Translate(exception, family);
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task<T> UploadAsync<T>(
        DiscordRoute route,
        CallFamily family,
        JsonObject body,
        (string Name, byte[] Content) file,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken
    ) => TranslateAsync(() => api.UploadAsync(route, body, file.Name, file.Content, answer, cancellationToken), family);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task<T> ReadAsync<T>(DiscordRoute route, JsonTypeInfo<T> answer, CancellationToken cancellationToken) =>
        TranslateAsync(() => api.ReadAsync(route, answer, cancellationToken), CallFamily.Message);

    private static async Task<T> TranslateAsync<T>(Func<Task<T>> callAsync, CallFamily family)
    {
        try
        {
            return await callAsync();
        }
        catch (Exception exception) when (DiscordErrors.IsOf(exception))
        {
            throw DiscordErrors.Translate(exception, family);
        }
    }
}
