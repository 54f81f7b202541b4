namespace Archon.Bots.Telegram;

/// <summary>The connections to Telegram. Not from a factory of clients: its log lines would hold the address, and that the token.</summary>
internal sealed class TelegramTransport : IDisposable
{
    public const string OwnAddress = "https://api.telegram.org";

    public HttpClient Http { get; } =
        new(
            new SocketsHttpHandler
            {
                // Unit: time. Estimates: a new address of Telegram is found, and a host that does not answer is given up.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ConnectTimeout = TimeSpan.FromSeconds(10),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    public void Dispose() => Http.Dispose();
}
