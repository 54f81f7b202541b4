using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Archon.Bots.Core.Pace;
using Archon.Bots.Core.Platforms;
using Archon.Bots.Slack.Wire;

namespace Archon.Bots.Slack.Delivery;

/// <summary>Calls whose failures are in the port's words.</summary>
internal sealed class SlackCalls(SlackApi api)
{
    /// <exception cref="PlatformThrottledException">Too fast; nothing was done.</exception>
    /// <exception cref="PlatformRejectedException">Refused for good; nothing was done.</exception>
    /// <exception cref="PlatformOutcomeUnknownException">The answer was lost; it may have been done.</exception>
    /// <param name="harmless">Errors that mean that it is as wished already.</param>
    public async Task<T?> WriteAsync<T>(
        string method,
        CallFamily family,
        JsonObject arguments,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken,
        params string[] harmless
    )
        where T : SlackAnswer
    {
        try
        {
            return await api.WriteAsync(method, arguments, answer, cancellationToken);
        }
        catch (SlackErrorException exception) when (harmless.Contains(exception.Error))
        {
            return null;
        }
        catch (Exception exception) when (exception is SlackErrorException or SlackThrottledException or SlackLostException)
        {
            throw SlackErrors.Translate(exception, family);
        }
    }

    /// <inheritdoc cref="WriteAsync"/>
    public async Task<T> ReadAsync<T>(
        string method,
        JsonTypeInfo<T> answer,
        CancellationToken cancellationToken,
        params (string Name, object? Value)[] arguments
    )
        where T : SlackAnswer
    {
        try
        {
            return await api.ReadAsync(
                method,
                arguments
                    .Where(argument => argument.Value is not null)
                    .Select(argument =>
                        KeyValuePair.Create(argument.Name, Convert.ToString(argument.Value, CultureInfo.InvariantCulture) ?? "")
                    ),
                answer,
                cancellationToken
            );
        }
        catch (Exception exception) when (exception is SlackErrorException or SlackThrottledException or SlackLostException)
        {
            throw SlackErrors.Translate(exception, CallFamily.Message);
        }
    }
}
