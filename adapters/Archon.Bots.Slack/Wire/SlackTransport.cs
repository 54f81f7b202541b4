namespace Archon.Bots.Slack.Wire;

/// <summary>The connections to Slack. Not from a factory of clients: its log lines would hold addresses with tickets in them.</summary>
internal sealed class SlackTransport : IDisposable
{
    public HttpClient Http { get; } =
        new(
            new SocketsHttpHandler
            {
                // A redirect may lead off-host, where the token must not go.
                AllowAutoRedirect = false,
                // Unit: time. Estimates: a new address of Slack is found, and a host that does not answer is given up.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    public void Dispose() => Http.Dispose();
}
