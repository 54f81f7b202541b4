using Archon.Bots.Host.Settings;

namespace Archon.Bots.Host.Health;

/// <summary><c>archon-bots health</c>: asks the server that runs with the same settings whether it is ready; for images that have no HTTP client.</summary>
internal static class HealthProgram
{
    /// <summary>An answer comes from memory: who takes longer than this is not well.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(4);

    /// <returns>0: ready. 1: it is not, or nobody answers.</returns>
    public static Task<int> RunAsync(CancellationToken cancellationToken) =>
        CommandExit.OfAsync(async () =>
        {
            using var client = new HttpClient { Timeout = AnswerTimeout };
            var page = new Uri(ReadServer().LocalAddress, "/health/ready");
            try
            {
                using var response = await client.GetAsync(page, cancellationToken);
                await Console.Out.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
                return response.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception ex) when (ex is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync($"No server answers at {page}: {ex.Message}");
                return 1;
            }
        });

    private static ServerOptions ReadServer() =>
        new ConfigurationBuilder()
            .AddBotSettings(AppContext.BaseDirectory, Environment.GetEnvironmentVariables())
            .Build()
            .GetSection("Server")
            .Get<ServerOptions>()
        ?? new ServerOptions();
}
