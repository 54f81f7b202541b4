using System.Globalization;
using System.Net;
using System.Text.Json;
using Archon.Bots.Core.Settings;
using Archon.Bots.Discord.Settings;
using Archon.Bots.Discord.Wire;
using Microsoft.Extensions.Options;

namespace Archon.Bots.Discord.Setup;

/// <summary>The address by which the bot is let into a server. Source: Discord, "OAuth2", bot authorization flow.</summary>
internal sealed class DiscordInvite(DiscordTransport transport, IOptions<DiscordOptions> options, TimeProvider time)
{
    /// <summary>An application is small. Unit: bytes.</summary>
    private const int LongestAnswer = 1 << 20;

    public static Uri Of(string application) =>
        new(
            $"https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions="
                + ((long)DiscordPermissions.Needed).ToString(CultureInfo.InvariantCulture)
        );

    /// <summary>The token's application, as Discord knows it, and with it the address.</summary>
    /// <exception cref="SettingsException">Discord does not take the token.</exception>
    /// <exception cref="HttpRequestException">No answer, or none that tells the application; its message is for the operator.</exception>
    public async Task<Uri> AskAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        var page = new Uri(DiscordSettings.BaseUrl(settings)!, "applications/@me");
        using var limit = new CancellationTokenSource(settings.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bot {settings.BotToken}");
        try
        {
            using var response = await transport.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, either.Token);
            return Read(response.StatusCode, await response.Content.ReadAsStringAsync(either.Token), page);
        }
        catch (Exception ex)
            when (ex is HttpRequestException { StatusCode: null } or OperationCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            throw new HttpRequestException(
                $"No answer from {page}{Why(ex)}. Is the network there, and Platforms:Discord:BaseUrl right if it is set?",
                ex
            );
        }
    }

    private static string Why(Exception exception) =>
        exception is HttpRequestException ? $": {exception.Message.TrimEnd('.')}" : " in time";

    private static Uri Read(HttpStatusCode status, string answer, Uri page) =>
        status switch
        {
            HttpStatusCode.Unauthorized => throw new SettingsException(
                "Discord does not know the token of Platforms:Discord:BotToken (DISCORD_BOT_TOKEN): copy it again from your application's page Bot (Reset Token)."
            ),
            HttpStatusCode.OK when ApplicationOf(answer) is { } application => Of(application),
            HttpStatusCode.OK => throw new HttpRequestException(
                $"{page} tells no application: is Platforms:Discord:BaseUrl the address of Discord's API?",
                inner: null,
                status
            ),
            _ => throw new HttpRequestException($"{page} answers {(int)status}: try again in a few minutes.", inner: null, status),
        };

    /// <summary>Null: it is no application.</summary>
    private static string? ApplicationOf(string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return
                document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.String
                && DiscordSettings.IsId(id.GetString()!)
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
