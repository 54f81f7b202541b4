using System.Net.Http.Headers;

namespace Archon.Bots.Discord.Wire;

/// <summary>The connections to Discord. Not from a factory of clients: its log lines would hold addresses with interaction tokens in them.</summary>
internal sealed class DiscordTransport : IDisposable
{
    public DiscordTransport()
    {
        Http = new HttpClient(
            new SocketsHttpHandler
            {
                // A redirect may lead off-host, where the token must not go.
                AllowAutoRedirect = false,
                // Unit: time. Estimates: a new address of Discord is found, and a host that does not answer is given up.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

        // Source: Discord, API reference, User Agent: another form may be blocked.
        Http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("DiscordBot", null));
        Http.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue($"(https://archon-bots.example, {Version})"));
    }

    public HttpClient Http { get; }

    private static string Version => typeof(DiscordTransport).Assembly.GetName().Version?.ToString(2) ?? "1.0";

    public void Dispose() => Http.Dispose();
}
